import { z } from "zod"
import { COUPON_STATES, PLAN_OUTCOMES } from "./outcomes"

/** Fixed spans only: a "month" has no length. Parts add up. */
export const durationSchema = z
  .strictObject({
    minutes: z.int().min(0).max(1_000_000).optional(),
    hours: z.int().min(0).max(100_000).optional(),
    days: z.int().min(0).max(36_500).optional(),
    weeks: z.int().min(0).max(5_200).optional(),
  })
  .refine((d) => Object.values(d).some((n) => n !== undefined), "names no minutes, hours, days or weeks")

export const unitSchema = z.enum(["day", "week", "month", "quarter", "year"])
/** A day "2026-01-31" or a moment "2026-01-31T10:00" of the store's wall clock. */
const wallText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/, 'is not a day such as "2026-01-31" or "2026-01-31T10:00"')

export const windowSchema = z.union([
  z.strictObject({ last: durationSchema }),
  z.strictObject({ from: wallText, to: wallText.optional() }),
  z.strictObject({ to: wallText }),
  z.strictObject({ this: unitSchema }),
  z.strictObject({ previous: unitSchema }),
  // `previous_node`: since the person came to the card that asks, as the card before sent them on.
  // `exactly`: at that very moment, for what led somebody into the plan.
  // `within`: no longer than this after it.
  z.strictObject({
    since: z.enum(["entered", "previous_node"]),
    exactly: z.literal(true).optional(),
    within: durationSchema.optional(),
  }),
  // Since the person last went on from this card of the plan.
  z.strictObject({ since: z.literal("node"), node: z.string().min(1).max(200) }),
])

const comparisons = {
  eq: z.number().optional(),
  ne: z.number().optional(),
  gt: z.number().optional(),
  gte: z.number().optional(),
  lt: z.number().optional(),
  lte: z.number().optional(),
  between: z.tuple([z.number(), z.number()]).optional(),
}
const currency = z.string().regex(/^[a-z]{3}$|^store$/, "is not a currency such as eur")
const numberMeasure = z.strictObject(comparisons)
const moneyMeasure = z.strictObject({ ...comparisons, currency: currency.optional() })
const propertyMeasure = z.strictObject({
  ...comparisons,
  of: z.string().min(1).max(200),
  currency: currency.optional(),
})

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()])
const scalars = z.array(scalar).min(1)
const matchSchema = z.strictObject({
  is: scalar.optional(),
  is_not: scalar.optional(),
  in: scalars.optional(),
  not_in: scalars.optional(),
  contains: z.string().min(1).max(10_000).optional(),
  starts_with: z.string().min(1).max(10_000).optional(),
  ends_with: z.string().min(1).max(10_000).optional(),
  ...comparisons,
})
const whereSchema = z.record(z.string().min(1).max(200), z.union([scalar, matchSchema]))
const name = z.string().min(1).max(200)

export const factSchema = z.strictObject({
  fact: name,
  op: z.string().max(50),
  value: z.unknown().optional(),
  currency: currency.optional(),
})
const chained = z.strictObject({ did: name, where: whereSchema.optional() })
export const didSchema = z.strictObject({
  did: name,
  where: whereSchema.optional(),
  window: windowSchema.optional(),
  count: numberMeasure.optional(),
  days: numberMeasure.optional(),
  quantity: numberMeasure.optional(),
  amount: moneyMeasure.optional(),
  average: moneyMeasure.optional(),
  sum: propertyMeasure.optional(),
  min: propertyMeasure.optional(),
  max: propertyMeasure.optional(),
  then: chained.optional(),
  not_then: chained.optional(),
  within: durationSchema.optional(),
})
export const segmentSchema = z.strictObject({ in_segment: name })
/** Without a plan: of any. */
export const planSchema = z.strictObject({
  plan: name.optional(),
  outcome: z.enum(PLAN_OUTCOMES),
  node: name.optional(),
  channel: name.optional(),
  window: windowSchema.optional(),
})
export const holdsSchema = z.strictObject({
  holds: z.enum(["coupon", "benefit"]),
  state: z.enum(COUPON_STATES).optional(),
  template: name.optional(),
  expires_within: durationSchema.optional(),
})

export type Duration = z.infer<typeof durationSchema>
export type Window = z.infer<typeof windowSchema>
export type Comparison = z.infer<typeof numberMeasure>
export type Match = z.infer<typeof matchSchema>
export type Scalar = z.infer<typeof scalar>
export type Where = z.infer<typeof whereSchema>
export type FactCondition = z.infer<typeof factSchema>
export type DidCondition = z.infer<typeof didSchema>
export type ChainedStep = z.infer<typeof chained>
export type SegmentCondition = z.infer<typeof segmentSchema>
export type PlanCondition = z.infer<typeof planSchema>
export type HoldsCondition = z.infer<typeof holdsSchema>
export type Condition = FactCondition | DidCondition | SegmentCondition | PlanCondition | HoldsCondition
