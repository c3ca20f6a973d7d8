import type { Database, Sql } from "../../src/modules/marketing/database"

type Taking = { tx: Sql; text: string; values: unknown[] }

/** A worker's database in which `take` stands for the one statement that takes claimed people out of the queue. */
export const whenTaking = (
  database: Database,
  take: <T>(asked: Taking) => Promise<T | undefined>,
): Database => ({
  ...database,
  transaction: (work, how) =>
    database.transaction(
      (tx) =>
        work({
          ...tx,
          one: (text, values = []) =>
            text.includes("delete from marketing_step s") && text.includes("asked.fence")
              ? take({ tx, text, values })
              : tx.one(text, values),
        }),
      how,
    ),
})
