type Text = [en: string, zhCN: string]

const named = <Id extends string>(id: Id, [en, zhCN]: Text) => ({ id, label: { en, zhCN } })

export const days = <Id extends string>(id: Id, label: Text, given: number, { min = 1, max = 365 } = {}) =>
  ({ ...named(id, label), type: "days", default: given, min, max }) as const

export const hours = <Id extends string>(id: Id, label: Text, given: number) =>
  ({ ...named(id, label), type: "hours", default: given, min: 1, max: 24 * 30 }) as const

/** A whole number of something. */
export const number = <Id extends string>(
  id: Id,
  label: Text,
  given: number,
  { min = 1, max, unit: [en, zhCN] }: { min?: number; max: number; unit: Text },
) => ({ ...named(id, label), type: "count", default: given, min, max, unit: { en, zhCN } }) as const

export const percent = <Id extends string>(id: Id, label: Text, given: number) =>
  number(id, label, given, { max: 90, unit: ["%", "%"] })

export const points = (given: number) =>
  number("points", ["Points as a present", "赠送积分"], given, { max: 1_000_000, unit: ["points", "积分"] })

/** Chosen: everybody gets one. Not chosen: the plan has no card for it. */
export const coupon = {
  ...named("coupon", ["Coupon (may be left out)", "优惠券（可不选）"]),
  type: "coupon_template",
  min: 0,
  max: 1,
} as const

/** None chosen: whatever the products. */
export const products = {
  ...named("products", ["Only these products (may be left out)", "仅限这些商品（可不选）"]),
  type: "product",
  min: 0,
  max: 100,
} as const
