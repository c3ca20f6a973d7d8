import type { Clock } from "../clock"
import type { Database } from "../database"
import { expiredHolds, voidHolds } from "./store/holds"

const HOLDS_AT_A_TIME = 500

/** Frees points of carts that were left lying too long; answers whether there may be more (F24). */
export const releaseHolds =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const due = await expiredHolds(database, now, HOLDS_AT_A_TIME)
    if (due.length === 0) return false
    await database.transaction(async (tx) => {
      await tx.run("select 1 from marketing_account where id = any($1::integer[]) order by id for update", [
        due.map((hold) => hold.account_id),
      ])
      await voidHolds(
        tx,
        due.map((hold) => hold.id),
        now,
      )
    })
    return due.length === HOLDS_AT_A_TIME
  }
