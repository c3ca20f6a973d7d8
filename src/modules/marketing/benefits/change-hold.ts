import type { Clock } from "../clock"
import type { Database } from "../database"
import { type Hold, insertHold, pendingHold, voidHolds } from "./store/holds"

export type { Hold }

/** The points that this cart holds now, if any. */
export const readHold =
  ({ database }: { database: Database }) =>
  (cart_id: string): Promise<Hold | undefined> =>
    pendingHold(database, cart_id)

/** Notes which credit line of the cart a hold stands behind; false when another hold took its place meanwhile. */
export const linkHold =
  ({ database }: { database: Database }) =>
  async (hold_id: number, credit_line_id: string): Promise<boolean> =>
    (await database.run("update marketing_hold set credit_line_id = $2 where id = $1 and state = 'pending'", [
      hold_id,
      credit_line_id,
    ])) === 1

/** Frees the points that a cart holds. */
export const voidHold =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (hold_id: number): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      await lockPurseOf(tx, hold_id)
      await voidHolds(tx, [hold_id], now)
    })
  }

/**
 * A cart that got cheaper takes fewer points: the hold is replaced by a smaller one. Answers its id, null when no points are
 * left on the cart, undefined when another hold took its place meanwhile and nothing was done.
 */
export const shrinkHold =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (hold: Hold, to: { points: number; amount: number }): Promise<number | null | undefined> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await lockPurseOf(tx, hold.id)
      if ((await voidHolds(tx, [hold.id], now)) === 0) return undefined
      if (to.points === 0) return null
      return insertHold(tx, { ...hold, ...to, credit_line_id: null }, now)
    })
  }

const lockPurseOf = (tx: Pick<Database, "run">, hold_id: number) =>
  tx.run(
    "select 1 from marketing_account where id = (select account_id from marketing_hold where id = $1) for update",
    [hold_id],
  )
