import { Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { PromotionStates } from "../commerce/promotion-states"
import type { Database } from "../database"
import { refuseBenefit } from "./problems"

type HeldCoupon = {
  coupon_id: number
  code: string
  promotion_id: string
  held_at: Date
}

type Asked = { customer_id: string; cart_id: string; coupon_id: number }

/** The cart on which a customer's own coupon lies now, if any. */
export const cartOfCoupon =
  ({ database }: { database: Database }) =>
  async ({ coupon_id, customer_id }: Omit<Asked, "cart_id">): Promise<string | null> =>
    (
      await database.one<{ cart_id: string | null }>(
        `select c.cart_id from marketing_coupon c join marketing_profile p on p.pid = c.pid and p.customer_id = $2
         where c.id = $1 and c.state in ('held', 'reserved')`,
        [coupon_id, customer_id],
      )
    )?.cart_id ?? null

/**
 * Binds a customer's own coupon to a cart of theirs; one that lay on another cart of theirs, `from`, moves over, and that cart
 * still carries the code. A second coupon of the same template on this cart is put back: the promotion counts once. Throws
 * Missing for somebody else's coupon, and Refused for one that was laid on yet another cart since `from` was read.
 */
export const holdCoupon =
  ({
    database,
    clock,
    promotionStates,
  }: {
    database: Database
    clock: Clock
    promotionStates: PromotionStates
  }) =>
  async (asked: Asked & { from: string | null }): Promise<HeldCoupon> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const coupon = await tx.one<{
        state: string
        expires_at: Date | null
        template_no: number
        pid: number
        cart_id: string | null
      }>(
        `select c.state, c.expires_at, c.template_no, c.pid, c.cart_id from marketing_coupon c
         join marketing_profile p on p.pid = c.pid and p.deleted_at is null
         where c.id = $1 and p.customer_id = $2 for update of c`,
        [asked.coupon_id, asked.customer_id],
      )
      if (!coupon) throw new Missing("coupon", String(asked.coupon_id))
      const state = coupon.expires_at && coupon.expires_at <= now ? "expired" : coupon.state
      if (state !== "free" && state !== "held")
        throw new Refused([refuseBenefit("coupon/not-free", "coupon_id", { state })])
      if (coupon.cart_id && coupon.cart_id !== asked.cart_id && coupon.cart_id !== asked.from)
        throw new Refused([refuseBenefit("coupon/moved", "coupon_id")])
      const { name, ...template } = (await tx.one<{ name: string; code: string; promotion_id: string }>(
        "select name, code, promotion_id from marketing_coupon_template where no = $1",
        [coupon.template_no],
      ))!
      const promotion = (await promotionStates(tx, [template.promotion_id])).get(template.promotion_id)
      if (promotion && promotion !== "active")
        throw new Refused([refuseBenefit(`template/promotion-${promotion}`, "coupon_id", { name })])
      await tx.run(
        `update marketing_coupon set state = 'free', cart_id = null, held_at = null
         where cart_id = $1 and template_no = $2 and state = 'held' and id <> $3`,
        [asked.cart_id, coupon.template_no, asked.coupon_id],
      )
      await tx.run("update marketing_coupon set state = 'held', cart_id = $2, held_at = $3 where id = $1", [
        asked.coupon_id,
        asked.cart_id,
        now,
      ])
      return { coupon_id: asked.coupon_id, held_at: now, ...template }
    })
  }

/**
 * Frees a coupon that lies on a cart; with `held_at` only one that was laid there then, and not again since. Answers its code, which the cart may carry even when the coupon does not lie there any more
 * (it expired, was taken back, or moved). Throws Missing for somebody else's coupon, one that is being used on this very cart, and
 * when another coupon with the same code lies on the cart.
 */
export const releaseCoupon =
  ({ database }: { database: Database }) =>
  async (asked: Asked & { held_at?: Date }): Promise<{ code: string; released: boolean }> => {
    const released = await database.one<{ code: string; released: boolean }>(
      `with mine as (
         select c.id, t.code,
                c.cart_id is not distinct from $2 and c.state = 'held' and ($4::timestamptz is null or c.held_at = $4) as here
         from marketing_coupon c
         join marketing_profile p on p.pid = c.pid and p.customer_id = $3
         join marketing_coupon_template t on t.no = c.template_no
         where c.id = $1 and not exists (
           select 1 from marketing_coupon o where o.cart_id = $2 and o.template_no = c.template_no
              and (o.state = 'reserved' or (o.state = 'held' and o.id <> c.id)))
         for update of c
       ), freed as (
         update marketing_coupon c set state = 'free', cart_id = null, held_at = null
         from mine where c.id = mine.id and mine.here
       )
       select code, here as released from mine`,
      [asked.coupon_id, asked.cart_id, asked.customer_id, asked.held_at ?? null],
    )
    if (!released) throw new Missing("coupon on this cart", String(asked.coupon_id))
    return released
  }

/** A coupon that a promotion may count on, with the least sum of goods from which on it does. */
export type CountingCoupon = { template_id: string; minimum: { amount: number; currency: string } | null }

/** The templates of the coupons that this customer holds on this cart now: what its promotions may count on. */
export const couponsOnCart =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (cart_id: string, customer_id: string): Promise<CountingCoupon[]> =>
    database.rows<CountingCoupon>(
      `select t.id as template_id, t.value -> 'minimum' as minimum
       from marketing_coupon c
       join marketing_coupon_template t on t.no = c.template_no
       join marketing_profile p on p.pid = c.pid
       where c.cart_id = $1 and c.state in ('held', 'reserved') and p.customer_id = $2
         and (c.expires_at is null or c.expires_at > $3)`,
      [cart_id, customer_id, await clock.now()],
    )

/** The templates of the coupons that were used on this order. */
export const couponsOfOrder =
  ({ database }: { database: Database }) =>
  (order_id: string): Promise<CountingCoupon[]> =>
    database.rows<CountingCoupon>(
      `select t.id as template_id, t.value -> 'minimum' as minimum
       from marketing_coupon c join marketing_coupon_template t on t.no = c.template_no
       where c.order_id = $1 and c.state = 'used'`,
      [order_id],
    )
