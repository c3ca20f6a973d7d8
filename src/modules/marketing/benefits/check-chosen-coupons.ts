import type { Problem } from "../../../core/problem"
import type { Clock } from "../clock"
import type { FindUnknown } from "../commerce/find-unknown"
import type { PromotionStates } from "../commerce/promotion-states"
import type { Database } from "../database"
import { refuseBenefit } from "./problems"
import { type CouponTemplateRow, findTemplates } from "./store/templates"

/** A coupon template that a card grants of, and where it says so. */
export type ChosenCoupon = { id: string; path: string }

type Parts = {
  database: Database
  clock: Clock
  findUnknown: FindUnknown
  promotionStates: PromotionStates
}

/**
 * What keeps coupons of these templates from being of use: they were looked at when they were made, and the store may have changed
 * since. Those that have ended or are gone are not spoken of here.
 */
export const checkChosenCoupons =
  ({ database, clock, findUnknown, promotionStates }: Parts) =>
  async (chosen: ChosenCoupon[]): Promise<Problem[]> => {
    if (chosen.length === 0) return []
    const found = await findTemplates(
      database,
      chosen.map(({ id }) => id),
    )
    const now = await clock.now()
    const promotions = await promotionStates(
      database,
      found.map((template) => template.promotion_id),
    )
    const problems: Problem[] = []
    for (const template of found) {
      const unknown = await findUnknown(namedIn(template))
      for (const { path } of chosen.filter(({ id }) => id === template.id)) {
        const { name, valid_until } = template
        if (valid_until && valid_until <= now)
          problems.push(refuseBenefit("template/coupon-past", path, { name }))
        const promotion = promotions.get(template.promotion_id)
        if (promotion === "gone") problems.push(refuseBenefit("template/promotion-gone", path, { name }))
        if (promotion === "inactive")
          problems.push({
            ...refuseBenefit("template/promotion-inactive", path, { name }),
            severity: "warning",
          })
        for (const currency of unknown.currencies)
          problems.push(
            refuseBenefit("template/coupon-currency", path, { name, currency: currency.toUpperCase() }),
          )
        const gone = unknown.products.length + unknown.categories.length
        const all = template.value.scope.type === "order" ? 0 : new Set(template.value.scope.ids).size
        if (gone > 0)
          problems.push(
            refuseBenefit(gone < all ? "template/coupon-for-less" : "template/coupon-for-nothing", path, {
              name,
              gone,
            }),
          )
      }
    }
    return problems
  }

export type CheckChosenCoupons = ReturnType<typeof checkChosenCoupons>

/** The currencies, products and categories that its coupons need. */
function namedIn({ value: { discount, minimum, scope } }: CouponTemplateRow) {
  const currencies = [...(discount.type === "amount" ? [discount.currency] : []), minimum?.currency ?? []]
  return {
    currencies: currencies.flat(),
    products: scope.type === "products" ? scope.ids : [],
    categories: scope.type === "categories" ? scope.ids : [],
  }
}
