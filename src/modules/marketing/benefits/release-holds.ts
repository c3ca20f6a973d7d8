import type { Clock } from "../clock"
import type { Database } from "../database"
import { expiredHolds, isLive, readHolds, voidHolds } from "./store/holds"

const HOLDS_AT_A_TIME = 500

/** Frees points of carts that were left lying too long, or whose completion died half-way; answers whether there may be more (F24). */
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
      // Read again under the lock: a cart may have begun to be completed meanwhile, which gives its points more time.
      const holds = await readHolds(
        tx,
        due.map((hold) => hold.id),
      )
      const over = holds.filter((hold) => isLive(hold) && hold.expires_at <= now)
      await voidHolds(
        tx,
        over.map((hold) => hold.id),
        now,
      )
    })
    return due.length === HOLDS_AT_A_TIME
  }
