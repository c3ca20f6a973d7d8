import type { Sql } from "../../database"

/** The small id under which this customer's benefits are kept, when the read model knows them. */
export const pidOf = async (sql: Sql, customer_id: string): Promise<number | undefined> =>
  (
    await sql.one<{ pid: number }>(
      "select pid from marketing_profile where customer_id = $1 and deleted_at is null",
      [customer_id],
    )
  )?.pid
