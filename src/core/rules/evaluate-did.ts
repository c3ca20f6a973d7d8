import { dayOf } from "../time/zone"
import type { Comparison, DidCondition } from "./conditions"
import type { EvaluateContext, Verdict } from "./evaluate-context"
import { awaitsPayment, holds, MEASURES, type Measure, measuresIn } from "./measures"
import { asNumber, type Occurrence, occurrencesIn } from "./occurrences"
import type { CustomerSnapshot } from "./snapshot"
import { durationMs, frameOf, inFrame, inSince } from "./time-frame"

/** Something done, measured, and perhaps followed (or not) by something else. */
export function evaluateDid(
  condition: DidCondition,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): Verdict {
  const done = occurrencesIn(condition, customer).filter(({ at }) => inTime(at, condition, customer, context))
  const chained = condition.then || condition.not_then ? followed(done, condition, customer, context) : done
  const witnesses = chained.map(({ id }) => id)
  const enough =
    measuresIn(condition).length === 0
      ? done.length > 0
      : MEASURES.every((measure) => !condition[measure] || measureHolds(measure, condition, done, context))
  const linked = !(condition.then || condition.not_then) || chained.length > 0
  return { matches: enough && linked, witnesses }
}

function inTime(
  at: Date,
  { window }: DidCondition,
  { since }: CustomerSnapshot,
  { now, zone }: EvaluateContext,
): boolean {
  if (!window) return true
  if ("since" in window) return inSince(at, window, since)
  return inFrame(at, frameOf(window, now, zone))
}

/** Those after which the other came in time; or after which it did not, once the time is over. */
function followed(
  done: Occurrence[],
  condition: DidCondition,
  customer: CustomerSnapshot,
  { now }: EvaluateContext,
): Occurrence[] {
  const { then, not_then, within } = condition
  const next = occurrencesIn((then ?? not_then)!, customer)
  const paying = awaitsPayment(condition)
  const span = within ? durationMs(within) : Number.POSITIVE_INFINITY
  return done.filter(({ at }) => {
    const came = next.some((n) => {
      const waited = (paying ? n.paid : n.at).getTime() - at.getTime()
      return (paying ? waited >= 0 : waited > 0) && waited <= span
    })
    if (then) return came
    return !came && (!within || at.getTime() + span <= now.getTime())
  })
}

/** What it came to in its window, by each measure that is asked for; without any, how often. Null: of nothing there is none. */
export function measured(
  condition: DidCondition,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): Partial<Record<Measure, number | null>> {
  const done = occurrencesIn(condition, customer).filter(({ at }) => inTime(at, condition, customer, context))
  const asked = measuresIn(condition)
  return Object.fromEntries(
    (asked.length > 0 ? asked : (["count"] as const)).map((measure) => [
      measure,
      cameTo(measure, condition, done, context),
    ]),
  )
}

function cameTo(
  measure: Measure,
  condition: DidCondition,
  done: Occurrence[],
  { zone }: EvaluateContext,
): number | null {
  if (measure === "count") return done.length
  if (measure === "days") return new Set(done.map(({ at }) => dayOf(at, zone))).size
  const { of = measure, currency } = condition[measure] as { of?: string; currency?: string }
  const values = valuesOf(measure === "average" ? "amount" : of, currency, done)
  const total = values.reduce((a, b) => a + b, 0)
  if (measure === "quantity" || measure === "amount" || measure === "sum") return total
  if (values.length === 0) return null
  return measure === "average" ? total / values.length : Math[measure](...values)
}

function measureHolds(
  measure: Measure,
  condition: DidCondition,
  done: Occurrence[],
  { zone }: EvaluateContext,
): boolean {
  const asked = condition[measure] as Comparison & { of?: string; currency?: string }
  const { of = measure, currency, ...comparison } = asked
  if (measure === "count") return holds(done.length, comparison)
  if (measure === "days") return holds(new Set(done.map(({ at }) => dayOf(at, zone))).size, comparison)
  const values = valuesOf(measure === "average" ? "amount" : of, currency, done)
  const total = values.reduce((a, b) => a + b, 0)
  if (measure === "average") return values.length > 0 && holds(total, times(comparison, values.length))
  if (measure === "min" || measure === "max")
    return values.length > 0 && holds(Math[measure](...values), comparison)
  return holds(total, comparison)
}

function valuesOf(of: string, currency: string | undefined, done: Occurrence[]): number[] {
  const read = (o: Occurrence): number | null => {
    if (of === "amount") return o.currency === currency ? o.amount : null
    return of === "quantity" ? o.quantity : asNumber(o.property(of))
  }
  return done.map(read).filter((value) => value !== null)
}

/** An average is compared by its sum: no division, no rounding. */
const times = (c: Comparison, n: number): Comparison =>
  Object.fromEntries(
    Object.entries(c).map(([op, v]) => [
      op,
      Array.isArray(v) ? v.map((one) => one * n) : v === undefined ? v : v * n,
    ]),
  )
