import { isDeepStrictEqual } from "node:util"
import { toMinor } from "../../../core/money"
import type { Clock } from "../clock"
import type { PromotionGift, PromotionGifts, PromotionStates } from "../commerce/promotion-states"
import type { Database } from "../database"
import type { CouponValue } from "./store/templates"

/**
 * Follows what staff do to the promotions behind coupon templates: one that is deleted ends its template, as nothing could compute the
 * discount; where one takes off another sum, the template says so, to the shopper as well. Answers whether more may wait.
 */
export const followPromotions =
  ({
    database,
    clock,
    promotionStates,
    promotionGifts,
  }: {
    database: Database
    clock: Clock
    promotionStates: PromotionStates
    promotionGifts: PromotionGifts
  }) =>
  async (): Promise<boolean> => {
    const templates = await database.rows<{
      no: number
      promotion_id: string
      state: string
      value: CouponValue
    }>(
      `select no, promotion_id, state, value from marketing_coupon_template t
        where deleted_at is null and (state = 'active' or exists (
          select 1 from marketing_coupon c where c.template_no = t.no and c.state in ('free', 'held', 'reserved')))`,
    )
    const ids = templates.map((template) => template.promotion_id)
    const states = await promotionStates(database, ids)
    const gifts = await promotionGifts(database, ids)
    const now = await clock.now()
    for (const { no, promotion_id, state, value } of templates) {
      if (state === "active" && states.get(promotion_id) === "gone")
        await database.run(
          "update marketing_coupon_template set state = 'ended', updated_at = $2 where no = $1 and state = 'active'",
          [no, now],
        )
      const gift = gifts.get(promotion_id)
      const discount = gift && discountOf(gift)
      if (discount && !isDeepStrictEqual(discount, value.discount))
        await database.run(
          "update marketing_coupon_template set value = value || jsonb_build_object('discount', $2::jsonb), updated_at = $3 where no = $1",
          [no, discount, now],
        )
    }
    return false
  }

/** Null for what no template can say, such as half of the shipping. */
function discountOf({ target, type, value, currency }: PromotionGift): CouponValue["discount"] | null {
  if (target === "shipping_methods")
    return type === "percentage" && Number(value) === 100 ? { type: "free_shipping" } : null
  if (type === "percentage") return { type: "percent", percent: Number(value) }
  const amount = currency && toMinor(value, currency)
  return currency && amount ? { type: "amount", amount, currency } : null
}
