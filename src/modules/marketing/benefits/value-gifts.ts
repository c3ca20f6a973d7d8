import type { Gift } from "../../../core/canvas/at-stake"
import type { Effect } from "../../../extension/outcome"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { type ForeseenTemplate, readTemplates } from "./store/foresee"

type Parts = { database: Database; options: MarketingOptions }

/** What the cards of a drawing give to one person, of those that give points or coupons. */
export const valueGifts =
  ({ database, options }: Parts) =>
  async (effectsOf: ReadonlyMap<string, Effect[]>): Promise<Record<string, Gift>> => {
    const ids = [...effectsOf.values()]
      .flat()
      .flatMap((one) => (one.type === "coupon" ? [one.template_id] : []))
    const templates = new Map((await readTemplates(database, [...new Set(ids)])).map((one) => [one.id, one]))
    const gifts: Record<string, Gift> = {}
    for (const [node, effects] of effectsOf) {
      const gift = valued(effects, templates, options.point_value)
      if (gift) gifts[node] = gift
    }
    return gifts
  }

export type ValueGifts = ReturnType<typeof valueGifts>

function valued(
  effects: Effect[],
  templates: ReadonlyMap<string, ForeseenTemplate>,
  point_value: MarketingOptions["point_value"],
): Gift | null {
  const gift: Gift = { points: 0, worth: {}, by_the_cart: false }
  const add = (currency: string, amount: number) => {
    gift.worth[currency] = (gift.worth[currency] ?? 0) + amount
  }
  let gives = false
  for (const effect of effects) {
    if (effect.type === "points") {
      gives = true
      gift.points += effect.amount
      for (const [currency, each] of Object.entries(point_value)) add(currency, effect.amount * each)
    } else if (effect.type === "coupon") {
      gives = true
      const discount = templates.get(effect.template_id)?.value.discount
      if (discount?.type === "amount") add(discount.currency, discount.amount)
      else gift.by_the_cart = true
    }
  }
  return gives ? gift : null
}
