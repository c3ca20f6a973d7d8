import { startOf } from "../time/zone"
import { isAnniversary } from "./compile-comparison"
import type { Condition, DidCondition, Duration, FactCondition, Window } from "./conditions"
import { evaluate, evaluateCondition } from "./evaluate"
import type { EvaluateContext } from "./evaluate-context"
import { measured } from "./evaluate-did"
import type { Measure } from "./measures"
import { type Beyond, comingDays, endsBeyond, weaker } from "./moments-ahead"
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
  /** Of a condition about a field: its value. Null: it is not known. Money in minor units; of a choices field a list. */
  value?: ReturnType<typeof valueIn>
  /** Of a condition about something done: what it came to, by each measure that is asked for. Null: of nothing there is none. */
  measured?: Partial<Record<Measure, number | null>>
  /** When the answer turns by the passing of time alone; null when it does not, or nobody can say. */
  changes_at: Date | null
  /** Whether it does: `then` at that moment. Some follow a calendar that is looked at for a year. */
  changes: "then" | Beyond
}
export type Explanation = { matches: boolean; conditions: Explained[] }

const MOST_WITNESSES = 20
/** Moments that are tried out for one condition. */
const MOST_MOMENTS = 400
const RELATIVE = ["within_last", "more_than_ago", "within_next"]

/** Why a customer matches a rule or not, condition by condition. */
export function explain(rule: Rule, customer: CustomerSnapshot, context: EvaluateContext): Explanation {
  return {
    matches: evaluate(rule, customer, context),
    conditions: conditionsIn(rule).map(({ condition, path }) => {
      const { matches, witnesses } = evaluateCondition(condition, customer, context)
      return {
        path,
        matches,
        witnesses: witnesses.slice(0, MOST_WITNESSES),
        ...("fact" in condition ? { value: valueIn(condition, customer, context) } : {}),
        ...("did" in condition ? { measured: measured(condition, customer, context) } : {}),
        ...nextChange(condition, matches, customer, context),
      }
    }),
  }
}

const valueIn = ({ fact }: FactCondition, customer: CustomerSnapshot, context: EvaluateContext) =>
  context.field(fact)?.memory(fieldRow(customer), context) ?? null

/** Tries the moments at which time alone could turn the answer, the nearest first. */
function nextChange(
  condition: Condition,
  matches: boolean,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): Pick<Explained, "changes_at" | "changes"> {
  const { moments, beyond } = aheadOf(condition, customer, context)
  const coming = moments.filter((moment) => moment > context.now).sort((a, b) => a.getTime() - b.getTime())
  const turns = (now: Date) => evaluateCondition(condition, customer, { ...context, now }).matches !== matches
  const changes_at = coming.slice(0, MOST_MOMENTS).find(turns) ?? null
  if (changes_at) return { changes_at, changes: "then" }
  return { changes_at, changes: coming.length > MOST_MOMENTS ? "nobody_can_say" : beyond }
}

/** Moments at which it may turn, and what is known of the time after them. */
type Ahead = { moments: Date[]; beyond: Beyond }

/** At no other moment than these. */
const only = (moments: Date[]): Ahead => ({ moments, beyond: "never" })

function aheadOf(condition: Condition, customer: CustomerSnapshot, context: EvaluateContext): Ahead {
  if ("fact" in condition) return aheadOfFact(condition, customer, context)
  if ("did" in condition) return only(momentsOfDid(condition, customer, context))
  if ("outcome" in condition)
    return only(
      edgesOf(
        condition.window,
        customer.outcomes.map((outcome) => outcome.at),
        context,
      ),
    )
  if ("holds" in condition)
    return only(
      customer.coupons.flatMap(({ expires_at }) =>
        expires_at ? [expires_at, ...shifted([expires_at], condition.expires_within, -1)] : [],
      ),
    )
  const rule = context.segments.get(condition.in_segment)?.rule
  const parts = rule
    ? conditionsIn(rule).map((inner) => aheadOf(inner.condition, customer, context))
    : [only([])]
  return {
    moments: parts.flatMap(({ moments }) => moments),
    beyond: parts.map(({ beyond }) => beyond).reduce(weaker, "never"),
  }
}

function aheadOfFact(condition: FactCondition, customer: CustomerSnapshot, context: EvaluateContext): Ahead {
  const { op, value: asked } = condition
  const field = context.field(condition.fact)
  if (!field) return { moments: [], beyond: "nobody_can_say" }
  if (field.moments) {
    const { memory, days_before } = field.moments
    const ends = memory(fieldRow(customer))
    return only([...ends, ...shifted(ends, days_before ? { days: days_before } : undefined, -1)])
  }
  if (field.turns === "daily" || isAnniversary(op)) {
    const beyond = endsBeyond(condition, field, customer, context)
    return { moments: beyond === "never" ? [] : comingDays(context), beyond }
  }
  let looksAtClock = false
  const watched = {
    zone: context.zone,
    get now() {
      looksAtClock = true
      return context.now
    },
  }
  const value = field.memory(fieldRow(customer), watched)
  if (looksAtClock) return { moments: comingDays(context), beyond: "nobody_can_say" }
  if (!RELATIVE.includes(op) || value === null) return only([])
  // A day is compared with days: it comes into a span, or leaves it, at midnight.
  if (!(value instanceof Date)) return { moments: comingDays(context), beyond: "not_within_a_year" }
  const span = asked as Duration
  return only([value, ...shifted([value], span, 1), ...shifted([value], span, -1)])
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
