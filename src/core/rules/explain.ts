import { addDays, dayOf, startOf, startOfDay } from "../time/zone"
import type { Condition, DidCondition, Duration, Window } from "./conditions"
import { evaluate, evaluateCondition } from "./evaluate"
import type { EvaluateContext } from "./evaluate-context"
import { occurrencesIn } from "./occurrences"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"
import { type CustomerSnapshot, fieldRow } from "./snapshot"
import { durationMs } from "./time-frame"

export type Explained = {
  path: string
  matches: boolean
  /** Ids of the orders, events, messages or coupons that show it. */
  witnesses: string[]
  /** When the answer turns by the passing of time alone; null when it never does or nobody can say. */
  changes_at: Date | null
}
export type Explanation = { matches: boolean; conditions: Explained[] }

const MOST_WITNESSES = 20
/** Moments that are tried out for one condition. */
const MOST_MOMENTS = 400

/** Why a customer matches a rule or not, condition by condition. */
export function explain(rule: Rule, customer: CustomerSnapshot, context: EvaluateContext): Explanation {
  return {
    matches: evaluate(rule, customer, context),
    conditions: conditionsIn(rule).map(({ condition, path }) => {
      const { matches, witnesses } = evaluateCondition(condition, customer, context)
      const changes_at = nextChange(condition, matches, customer, context)
      return { path, matches, witnesses: witnesses.slice(0, MOST_WITNESSES), changes_at }
    }),
  }
}

/** Tries the moments at which time alone could turn the answer, the nearest first. */
function nextChange(
  condition: Condition,
  matches: boolean,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): Date | null {
  const moments = momentsOf(condition, customer, context)
    .filter((moment) => moment > context.now)
    .sort((a, b) => a.getTime() - b.getTime())
    .slice(0, MOST_MOMENTS)
  const turns = (now: Date) => evaluateCondition(condition, customer, { ...context, now }).matches !== matches
  return moments.find(turns) ?? null
}

function momentsOf(condition: Condition, customer: CustomerSnapshot, context: EvaluateContext): Date[] {
  if ("did" in condition) return momentsOfDid(condition, customer, context)
  if ("outcome" in condition)
    return edgesOf(
      condition.window,
      customer.outcomes.map((outcome) => outcome.at),
      context,
    )
  if ("holds" in condition)
    return customer.coupons.flatMap(({ expires_at }) =>
      expires_at ? [expires_at, ...shifted([expires_at], condition.expires_within, -1)] : [],
    )
  if ("in_segment" in condition) {
    const rule = context.segments.get(condition.in_segment)?.rule
    return rule ? conditionsIn(rule).flatMap((inner) => momentsOf(inner.condition, customer, context)) : []
  }
  const field = context.field(condition.fact)
  if (field?.moments) {
    const { memory, days_before } = field.moments
    const ends = memory(fieldRow(customer))
    return [...ends, ...shifted(ends, days_before ? { days: days_before } : undefined, -1)]
  }
  const value = field?.memory(fieldRow(customer), context)
  if (value instanceof Date && !condition.op.startsWith("anniversary"))
    return [
      value,
      ...shifted([value], spanOf(condition.value), 1),
      ...shifted([value], spanOf(condition.value), -1),
    ]
  return field?.type === "date" || field?.type === "number" ? comingDays(context) : []
}

function momentsOfDid(condition: DidCondition, customer: CustomerSnapshot, context: EvaluateContext): Date[] {
  const times = occurrencesIn(condition, customer).map(({ at }) => at)
  return [...edgesOf(condition.window, times, context), ...shifted(times, condition.within, 1)]
}

/** When things leave a rolling window, and when they come into or leave one of the calendar. */
function edgesOf(window: Window | undefined, times: Date[], { zone }: EvaluateContext): Date[] {
  if (!window || "since" in window) return []
  if ("last" in window) return shifted(times, window.last, 1)
  const unit = "this" in window ? window.this : "previous" in window ? window.previous : null
  return unit ? times.flatMap((at) => [startOf(unit, at, zone, 1), startOf(unit, at, zone, 2)]) : []
}

const shifted = (times: Date[], span: Duration | undefined, sign: 1 | -1): Date[] =>
  span ? times.map((at) => new Date(at.getTime() + sign * durationMs(span))) : []

const spanOf = (value: unknown): Duration | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Duration) : undefined

const comingDays = ({ now, zone }: EvaluateContext): Date[] =>
  Array.from({ length: 367 }, (_, i) => startOfDay(addDays(dayOf(now, zone), i + 1), zone))
