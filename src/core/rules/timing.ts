import { addDays, dayOf, startOf, startOfDay } from "../time/zone"
import type { CompileContext } from "./compile-context"
import { occurrencesOf } from "./compile-occurrences"
import type { Condition, DidCondition, Duration, FactCondition } from "./conditions"
import type { RuleField } from "./field"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"
import { durationMs } from "./time-frame"

/** What can turn the answer of a rule beside a fact about the person that is told as it happens. */
export type Timing = {
  /**
   * SQL of people (one column, pid), for whom the passing of time may have turned it after `from`, until `now`: what they did
   * left a window, or came of age.
   */
  crossings: string[]
  /** From this moment on it may have turned for anybody: a month or a day begins. Null: never. */
  turns_at: Date | null
  /** It looks at what nobody tells of, or follows the clock in its own way: everybody is asked anew again and again. */
  restless: boolean
}

/** Families of fields whose every change is told as it happens (`noteChanges`). */
const TOLD = [
  "profile",
  "attributes",
  "relation",
  "consent",
  "purchase",
  "orders",
  "cart",
  "behaviour",
  "credit",
  "lifecycle",
]
const RELATIVE = ["within_last", "more_than_ago", "within_next"]

type TimingContext = CompileContext & { from: Date }

/** Between `from` and `now` of the context; the rules of segments are looked into as they are compiled. */
export const timingOf = (rule: Rule, context: TimingContext): Timing =>
  together(conditionsIn(rule).map(({ condition }) => ofCondition(condition, context)))

const STILL: Timing = { crossings: [], turns_at: null, restless: false }
const RESTLESS: Timing = { ...STILL, restless: true }
const turnsAt = (moment: Date): Timing => ({ ...STILL, turns_at: moment })

function together(timings: Timing[]): Timing {
  const moments = timings.flatMap(({ turns_at }) => (turns_at ? [turns_at.getTime()] : []))
  return {
    crossings: [...new Set(timings.flatMap(({ crossings }) => crossings))],
    turns_at: moments.length > 0 ? new Date(Math.min(...moments)) : null,
    restless: timings.some(({ restless }) => restless),
  }
}

function ofCondition(condition: Condition, context: TimingContext): Timing {
  if ("did" in condition) return ofDid(condition, context)
  if ("in_segment" in condition) {
    const rule = context.segments.get(condition.in_segment)?.rule
    return rule ? timingOf(rule, context) : RESTLESS
  }
  const field = "fact" in condition ? context.field(condition.fact) : undefined
  if (!("fact" in condition) || !field) return RESTLESS
  const other = field.as_condition?.(condition)
  return other ? timingOf(other, context) : ofFact(condition, field, context)
}

function ofDid(condition: DidCondition, context: TimingContext): Timing {
  const { window, not_then, within } = condition
  const { now, zone } = context
  const aging = (span: Duration): Timing => {
    const { from, where, pid, at } = occurrencesOf(condition, "a", context)
    return crossing(`${pid} from ${from}`, where, [{ at, ms: durationMs(span) }], context)
  }
  // "Did not, within two hours" is known only when the two hours are over.
  const chain = not_then && within ? aging(within) : STILL
  if (!window || "since" in window) return chain
  if ("last" in window) return together([chain, aging(window.last)])
  if ("this" in window) return together([chain, turnsAt(startOf(window.this, now, zone, 1))])
  if ("previous" in window) return together([chain, turnsAt(startOf(window.previous, now, zone, 1))])
  return chain
}

function ofFact({ op, value }: FactCondition, field: RuleField, context: TimingContext): Timing {
  const { now, zone } = context
  const midnight = () => turnsAt(startOfDay(addDays(dayOf(now, zone), 1), zone))
  if (!TOLD.includes(field.family)) return RESTLESS
  if (field.turns === "daily" || op.startsWith("anniversary_")) return midnight()
  if (asksTheTime(field, context)) return RESTLESS
  if (!RELATIVE.includes(op)) return STILL
  if (field.day) return midnight()
  const at = field.each ? field.each.value : `(${field.sql(context)})`
  const people = field.each ? `${field.each.pid} from ${field.each.from}` : "p.pid from marketing_profile p"
  const ms = durationMs(value as Duration)
  // What lay in the future is within the last days when it has come, and no more within the next ones.
  const ages = { within_last: [ms, 0], more_than_ago: [ms], within_next: [-ms, 0] }[op as "within_last"]
  return crossing(
    people,
    [],
    ages.map((age) => ({ at, ms: age })),
    context,
  )
}

/** Who has a moment `at` that came to one of these ages (negative: so long before it) after `from`, until `now`. */
function crossing(
  people: string,
  where: string[],
  ages: { at: string; ms: number }[],
  { bind, from, now }: TimingContext,
): Timing {
  const bound = (moment: Date, ms: number) =>
    `${bind(new Date(moment.getTime() - ms).toISOString())}::timestamptz`
  const tests = ages.map(({ at, ms }) => `(${at} > ${bound(from, ms)} and ${at} <= ${bound(now, ms)})`)
  const crossed = `select ${people} where ${[...where, `(${tests.join(" or ")})`].join(" and ")}`
  return { ...STILL, crossings: [crossed] }
}

/** Found out by asking: a guest's field may look at the clock without a word. */
function asksTheTime(field: RuleField, { zone, now }: TimingContext): boolean {
  let asked = false
  const watched = {
    bind: () => "null",
    zone,
    get now() {
      asked = true
      return now
    },
  }
  if (field.totals) field.totals(watched)
  else field.sql(watched)
  return asked
}
