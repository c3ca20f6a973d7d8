import { Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { PromotionStates } from "../commerce/promotion-states"
import type { Database, Sql } from "../database"
import { HOLD_MINUTES } from "./hold-points"
import { lockLivePurses } from "./lock-live-purses"
import { refuseBenefit } from "./problems"
import { liveHold, readHolds, reserveHold, reviveHold, unreserveHolds } from "./store/holds"
import { pidOf } from "./store/people"

/** How long a completed cart may wait for its order to be seen, however badly the day goes. */
const SETTLE_HOURS = 24

export type CartClaims = {
  cart_id: string
  customer_id: string | null
  currency: string
  /** Promotions that give a discount in the cart, ours and others. */
  promotion_ids: string[]
  /** Our credit lines in the cart; `amount` in minor units. */
  points: { hold_id: number; amount: number }[]
}

/** Ids of the coupons and of the holds of points that a completion counts on. */
export type Reserved = { coupons: number[]; holds: number[] }

/**
 * The last word before an order is made: each discount of ours needs a coupon that this customer holds on this cart, each
 * credit of ours the points behind it. Both become reserved: of two carts with the same coupon one is refused here, and
 * points cannot be taken off a cart that is just becoming an order. Answers what was reserved, for `unreserveForCart`.
 * All or nothing.
 */
export const reserveForCart =
  ({
    database,
    clock,
    promotionStates,
  }: {
    database: Database
    clock: Clock
    promotionStates: PromotionStates
  }) =>
  async (cart: CartClaims): Promise<Reserved> => {
    const templates = await database.rows<{ no: number; promotion_id: string }>(
      "select no, promotion_id from marketing_coupon_template where promotion_id = any($1)",
      [cart.promotion_ids],
    )
    if (templates.length === 0 && cart.points.length === 0) return { coupons: [], holds: [] }
    // The core stumbles over a promotion that was deleted after it was laid on the cart.
    const promotions = await promotionStates(
      database,
      templates.map((template) => template.promotion_id),
    )
    if ([...promotions.values()].includes("gone"))
      throw new Refused([refuseBenefit("coupon/unavailable", "coupons")])
    const now = await clock.now()
    const pid = cart.customer_id === null ? undefined : await pidOf(database, cart.customer_id)
    return database.transaction(async (tx) => {
      const reserved = await reserveCoupons(tx, cart.cart_id, pid, now)
      const covered = new Set(reserved.map((coupon) => coupon.template_no))
      if (templates.some((template) => !covered.has(template.no)))
        throw new Refused([refuseBenefit("coupon/unavailable", "coupons")])
      const holds = await reservePoints(tx, cart, pid, now)
      return { coupons: reserved.map((coupon) => coupon.id), holds }
    })

    async function reserveCoupons(tx: Sql, cart_id: string, person: number | undefined, at: Date) {
      if (person === undefined || templates.length === 0) return []
      return tx.rows<{ id: number; template_no: number }>(
        `update marketing_coupon set state = 'reserved', reserved_at = $4
         where cart_id = $1 and pid = $2 and template_no = any($3::integer[]) and state in ('held', 'reserved')
           and (expires_at is null or expires_at > $4)
         returning id, template_no`,
        [cart_id, person, templates.map((template) => template.no), at],
      )
    }
  }

async function reservePoints(
  tx: Sql,
  cart: CartClaims,
  pid: number | undefined,
  now: Date,
): Promise<number[]> {
  if (cart.points.length === 0) return []
  const gone = new Refused([refuseBenefit("points/gone", "points")])
  const [line, second] = cart.points
  if (pid === undefined || second) throw gone
  const purse = (await lockLivePurses(tx, [pid], "points", now)).get(pid)!
  const [hold] = await readHolds(tx, [line!.hold_id])
  if (hold && hold.currency !== cart.currency)
    throw new Refused([
      refuseBenefit("points/other-currency", "points", { currency: cart.currency.toUpperCase() }),
    ])
  if (hold?.pid !== pid || hold.cart_id !== cart.cart_id || hold.amount !== line!.amount) throw gone
  const until = new Date(now.getTime() + SETTLE_HOURS * 3_600_000)
  if ((await reserveHold(tx, hold.id, until)) === 1) return [hold.id]
  // The hold's time was over: when the points are still there, the shopper need not notice.
  const other = await liveHold(tx, cart.cart_id)
  if (hold.state !== "void" || other || purse.balance - purse.held < hold.points) throw gone
  await reviveHold(tx, hold.id, until)
  return [hold.id]
}

/** Takes `reserveForCart` back when the order could not be made. */
export const unreserveForCart =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async ({ coupons, holds }: Reserved): Promise<void> => {
    const until = new Date((await clock.now()).getTime() + HOLD_MINUTES * 60_000)
    await database.transaction(async (tx) => {
      await tx.run(
        "update marketing_coupon set state = 'held', reserved_at = null where id = any($1::bigint[]) and state = 'reserved'",
        [coupons],
      )
      await unreserveHolds(tx, holds, until)
    })
  }
