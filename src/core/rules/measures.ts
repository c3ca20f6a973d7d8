import type { Comparison, DidCondition } from "./conditions"

export const MEASURES = ["count", "days", "quantity", "amount", "average", "sum", "min", "max"] as const
export type Measure = (typeof MEASURES)[number]
/** Of nothing these are 0; the others are unknown and match nothing. */
const ZERO_OF_NOTHING: readonly Measure[] = ["count", "days", "quantity", "amount", "sum"]

export const measuresIn = (condition: DidCondition): Measure[] =>
  MEASURES.filter((measure) => condition[measure] !== undefined)

/** Every comparison in it holds for this number. */
export const holds = (value: number, c: Comparison): boolean =>
  (c.eq === undefined || value === c.eq) &&
  (c.ne === undefined || value !== c.ne) &&
  (c.gt === undefined || value > c.gt) &&
  (c.gte === undefined || value >= c.gte) &&
  (c.lt === undefined || value < c.lt) &&
  (c.lte === undefined || value <= c.lte) &&
  (c.between === undefined || (value >= c.between[0] && value <= c.between[1]))

/** At least once, and nothing else: also what is meant without a measure. */
export function asksForSome(condition: DidCondition): boolean {
  const measures = measuresIn(condition)
  if (measures.length === 0) return true
  const { gte, gt, ...rest } = condition.count ?? {}
  const others = Object.values(rest).some((value) => value !== undefined)
  return (
    measures.length === 1 && !others && ((gte === 1 && gt === undefined) || (gt === 0 && gte === undefined))
  )
}

/** Never. */
export function asksForNone(condition: DidCondition): boolean {
  const { count } = condition
  if (!count || measuresIn(condition).length !== 1) return false
  return (
    Object.values(count).filter((value) => value !== undefined).length === 1 &&
    (count.eq === 0 || count.lte === 0)
  )
}

/** Its count can be nothing but 0, whatever else is measured. */
export const countsToNone = ({ count }: DidCondition): boolean =>
  count !== undefined &&
  (count.eq === 0 || (count.lte ?? 1) < 1 || (count.lt ?? 2) <= 1 || (count.between?.[1] ?? 1) < 1)

/** Where it measures nothing but amounts in one currency: that currency. */
export function onlyCurrency(condition: DidCondition): string | undefined {
  const currencies = measuresIn(condition).map((measure) => {
    const asked = condition[measure]!
    return "currency" in asked && !("of" in asked && asked.of !== "amount") ? asked.currency : undefined
  })
  return currencies.every((currency) => currency === currencies[0]) ? currencies[0] : undefined
}

/** It matters when the occurrences were. */
export const asksWhen = ({ window, days, then, not_then }: DidCondition): boolean =>
  [window, days, then, not_then].some((asked) => asked !== undefined)

/** An order, and afterwards the paying of it or of another: what follows is as late as the payment, not as the order. */
export const awaitsPayment = ({ did, then, not_then }: DidCondition): boolean =>
  did === "order_placed" && (then ?? not_then)?.did === "purchase"

/** These come to the same whether occurrences are measured or the rows that they are made of, the different ones counted. */
export const countsRows = (condition: DidCondition): boolean =>
  measuresIn(condition).every((measure) => measure !== "min" && measure !== "max")

export const asksPieces = ({ quantity, sum, min, max }: DidCondition): boolean =>
  quantity !== undefined || [sum, min, max].some((asked) => asked?.of === "quantity")

/** Somebody who never did it satisfies every measure. */
export const holdsForNothing = (condition: DidCondition): boolean => {
  const measures = measuresIn(condition)
  return (
    measures.length > 0 &&
    measures.every((measure) => ZERO_OF_NOTHING.includes(measure) && holds(0, condition[measure]!))
  )
}
