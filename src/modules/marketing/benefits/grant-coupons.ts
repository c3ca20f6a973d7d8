import { Missing, Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { PromotionStates } from "../commerce/promotion-states"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FindPerson } from "./find-person"
import { refuseBenefit } from "./problems"
import { whoIsBlocked } from "./store/blocks"
import { insertCoupons } from "./store/coupons"
import { lockTemplates } from "./store/templates"
import { endsAfterDays } from "./store/validity"
import { earlier, reasonAgainst } from "./write-coupons"

/**
 * Gives one customer a coupon by hand, with a reason and the user's name on it. `key` makes a form sent twice count once.
 * Throws Missing, or Refused with `template/ended`, `template/promotion-gone`, `customer/blocked` or `coupon/budget-empty`. Answers the coupon's id.
 */
export const grantCoupon =
  ({
    database,
    clock,
    options,
    findPerson,
    promotionStates,
  }: {
    database: Database
    clock: Clock
    options: MarketingOptions
    findPerson: FindPerson
    promotionStates: PromotionStates
  }) =>
  async (asked: {
    template_id: string
    customer_id: string
    reason: string
    actor: string
    key: string
  }): Promise<number> => {
    const pid = await findPerson(asked.customer_id)
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const [template] = await lockTemplates(tx, [asked.template_id])
      if (!template) throw new Missing("coupon template", asked.template_id)
      if (reasonAgainst(template, now))
        throw new Refused([refuseBenefit("template/ended", "template_id", { name: template.name })])
      if ((await whoIsBlocked(tx, [pid], now)).has(pid))
        throw new Refused([refuseBenefit("customer/blocked", "customer_id")])
      const promotion = (await promotionStates(tx, [template.promotion_id])).get(template.promotion_id)
      if (promotion && promotion !== "active")
        throw new Refused([
          refuseBenefit(`template/promotion-${promotion}`, "template_id", { name: template.name }),
        ])
      const endOf = await endsAfterDays(tx, [template.valid_days], now, options.timezone)
      const [coupon] = await insertCoupons(
        tx,
        [
          {
            key: `grant:${asked.key}`,
            template_no: template.no,
            pid,
            expires_at: earlier(endOf(template.valid_days), template.valid_until),
            granted_by: asked.actor,
            reason: asked.reason,
          },
        ],
        now,
      )
      if (!coupon)
        throw new Refused([refuseBenefit("coupon/budget-empty", "template_id", { left: 0, asked: 1 })])
      return coupon.id
    })
  }
