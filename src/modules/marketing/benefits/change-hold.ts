import { redeemable } from "../../../core/ledger/redeemable"
import { Conflict } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { MarketingOptions } from "../options"
import { type Hold, insertHold, liveHold, lockHold, voidHolds } from "./store/holds"

export type { Hold }

export const beingCompleted = (): Conflict =>
  new Conflict(
    "points/being-completed",
    "This cart is being completed; its points can be changed again if that fails.",
  )

/** The points that this cart holds now, if any. */
export const readHold =
  ({ database }: { database: Database }) =>
  (cart_id: string): Promise<Hold | undefined> =>
    liveHold(database, cart_id)

/** Whether points lie on this cart, or once did. */
export const hadPoints =
  ({ database }: { database: Database }) =>
  async (cart_id: string): Promise<boolean> =>
    (await database.one("select 1 from marketing_hold where cart_id = $1 limit 1", [cart_id])) !== undefined

/** Notes which credit line of the cart a hold stands behind; false when another hold took its place meanwhile. */
export const linkHold =
  ({ database }: { database: Database }) =>
  async (hold_id: number, credit_line_id: string): Promise<boolean> =>
    (await database.run(
      "update marketing_hold set credit_line_id = $2 where id = $1 and state in ('pending', 'reserved')",
      [hold_id, credit_line_id],
    )) === 1

/** Frees the points that a cart holds; answers their credit line, which must leave the cart. Throws Conflict while the cart is being completed. */
export const voidHold =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (hold_id: number): Promise<string | null> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const hold = await lockWithPurse(tx, hold_id)
      if (hold?.state === "reserved") throw beingCompleted()
      await voidHolds(tx, [hold_id], now)
      return hold?.credit_line_id ?? null
    })
  }

/**
 * Puts a hold in line with a cart that got cheaper, or is in another currency now: as many of its points as may pay
 * there, at the value they have in that currency. `payable` is what the cart costs without points, in minor units.
 * Answers the hold that took its place, null when no points are left on the cart, undefined when another hold took its
 * place meanwhile, or the cart is being completed, and nothing was done.
 */
export const refitHold =
  ({ database, clock, options }: { database: Database; clock: Clock; options: MarketingOptions }) =>
  async (
    hold: Hold,
    cart: { payable: number; currency: string },
  ): Promise<{ hold_id: number; points: number; amount: number } | null | undefined> => {
    const { payable, currency } = cart
    const now = await clock.now()
    // What the points on this cart are worth was said when they were put on it; a new currency has its own value, or none.
    const value = currency === hold.currency ? hold.amount / hold.points : options.point_value[currency]
    const fitting = value ? redeemable({ wanted: hold.points, payable, value }) : { points: 0, amount: 0 }
    return database.transaction(async (tx) => {
      if ((await lockWithPurse(tx, hold.id))?.state !== "pending") return undefined
      await voidHolds(tx, [hold.id], now)
      if (fitting.points === 0) return null
      const hold_id = await insertHold(tx, { ...hold, ...fitting, currency, credit_line_id: null }, now)
      return { hold_id, ...fitting }
    })
  }

/** Locks the purse, then the hold, and answers it as it then is. */
const lockWithPurse = async (tx: Sql, hold_id: number): Promise<Hold | undefined> => {
  await tx.run(
    "select 1 from marketing_account where id = (select account_id from marketing_hold where id = $1) for update",
    [hold_id],
  )
  return lockHold(tx, hold_id)
}
