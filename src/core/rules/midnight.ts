import { addDays, type Day, dayOf, startOfDay } from "../time/zone"
import { anniversariesWithin, monthsAsked } from "./anniversary"
import type { CompileContext } from "./compile-context"
import type { Condition, Duration, FactCondition } from "./conditions"
import { type RuleField, valueOfEach } from "./field"
import type { Rule } from "./schema"
import { conditionsIn } from "./segments"
import { daysOf } from "./time-frame"
import { totalsSql } from "./totals"

/** Time passes from `from` (exclusive) to `now`. */
export type Passing = CompileContext & { from: Date }
type Days = { from: Day; now: Day }

/** The store's day is another than it was. */
const daysOver = ({ from, now, zone }: Passing): Days | null => {
  const days = { from: dayOf(from, zone), now: dayOf(now, zone) }
  return days.from === days.now ? null : days
}

/**
 * SQL of people (one column, pid) for whom the days that began may have turned the answer about an anniversary: whose month
 * and day is among those asked about on one of both days, and not on the other. An index over birthdays answers that.
 */
export function anniversariesTurned(
  { op, value }: FactCondition,
  field: RuleField,
  context: Passing,
): string[] {
  const days = daysOver(context)
  if (!days) return []
  const asked = (day: Day) =>
    op === "anniversary_in_month"
      ? daysOfMonth(monthsAsked(value, day))
      : anniversariesWithin(day, daysOf(value as Duration))
  const turned = apart(asked(days.from), asked(days.now))
  if (turned.length === 0) return []
  return [whose(field, `${monthDayOf(field, context)} = any(${context.bind(turned)}::int[])`)]
}

const daysOfMonth = (month: number): number[] => Array.from({ length: 31 }, (_, n) => month * 100 + n + 1)

/** The same for a span around today of a field whose values are days: those that came to an end of it, or passed it. */
export function spanTurned({ op, value }: FactCondition, field: RuleField, context: Passing): string[] {
  const days = daysOver(context)
  if (!days) return []
  const span = daysOf(value as Duration)
  const ends = { within_last: [-span, 0], more_than_ago: [-span], within_next: [0, span] }[op] ?? []
  return [
    whose(
      field,
      anyOf(ends.map((end) => between(field, addDays(days.from, end), addDays(days.now, end), context))),
    ),
  ]
}

/** The same of a field whose value is another each day, by the days that the question names in other words; else by both values. */
export function dailyTurned(condition: FactCondition, field: RuleField, context: Passing): string[] {
  if (!daysOver(context)) return []
  const { from, now, zone } = context
  const before = field.as_condition?.(condition, { now: from, zone })
  const after = field.as_condition?.(condition, { now, zone })
  return (before && after && betweenDays(before, after, context)) || [valuesApart(condition, field, context)]
}

/** Of one question about days, asked on two of them: those between the days that it names now and named before. */
function betweenDays(before: Rule, after: Rule, context: Passing): string[] | null {
  const [old, fresh] = [before, after].map((rule) => conditionsIn(rule).map(({ condition }) => condition))
  const asked = old!.map((was, nth) => movedDays(was, fresh![nth], context))
  if (asked.some((one) => one === null)) return null
  return asked.flatMap((one) => {
    if (!one || one.spans.length === 0) return []
    return [whose(one.field, anyOf(one.spans.map((span) => between(one.field, ...span, context))))]
  })
}

/** From and until which days what a condition asks for has moved; null: it is no condition about days. */
function movedDays(
  was: Condition,
  is: Condition | undefined,
  context: Passing,
): { field: RuleField; spans: [Day, Day][] } | null {
  if (!is || !("fact" in was && "fact" in is) || was.fact !== is.fact) return null
  const field = context.field(was.fact)
  if (field?.type !== "date") return null
  const [old, fresh] = [[was.value].flat(), [is.value].flat()] as [Day[], Day[]]
  const spans = old.map((day, nth) => [day, fresh[nth]!].sort() as [Day, Day])
  return { field, spans: spans.filter(([first, last]) => first !== last) }
}

/** Everybody is asked what the value was and is; nothing says more closely whose it was. */
function valuesApart({ op }: FactCondition, field: RuleField, context: Passing): string {
  const was = { ...context, now: context.from }
  const { each, totals } = field
  const said = (value: string) => (op === "known" || op === "unknown" ? `((${value}) is null)` : `(${value})`)
  const differ = (a: string, b: string) => `${said(a)} is distinct from ${said(b)}`
  if (totals)
    return `select coalesce(a.pid, b.pid) from (${totalsSql(totals, was)}) a full join (${totalsSql(totals, context)}) b using (pid)
      where ${differ("a.value", "b.value")}`
  const value = (at: Passing) => (each ? valueOfEach(each, at) : field.sql(at))
  return whose(field, differ(value(was), value(context)))
}

function whose({ each }: RuleField, test: string): string {
  if (!each) return `select p.pid from marketing_profile p where ${test}`
  return `select ${each.pid} from ${each.from} where ${each.where ? `(${each.where}) and ` : ""}${test}`
}

const valueIn = (field: RuleField, context: Passing): string =>
  `(${field.each ? valueOfEach(field.each, context) : field.sql(context)})`

/** From the first of these days to the last, both of them too. */
function between(field: RuleField, first: Day, last: Day, context: Passing): string {
  const { bind, zone } = context
  const value = valueIn(field, context)
  if (field.day) return `${value} between ${bind(first)}::date and ${bind(last)}::date`
  const start = (day: Day) => `${bind(startOfDay(day, zone).toISOString())}::timestamptz`
  return `${value} >= ${start(first)} and ${value} < ${start(addDays(last, 1))}`
}

function monthDayOf(field: RuleField, context: Passing): string {
  const known = field.each ? field.each.month_day : field.month_day
  if (known) return known
  const value = valueIn(field, context)
  const day = field.day ? value : `(${value} at time zone ${context.bind(context.zone)}::text)`
  return `(extract(month from ${day}) * 100 + extract(day from ${day}))::int`
}

const anyOf = (tests: string[]): string => tests.map((test) => `(${test})`).join(" or ")

/** Those that are in one of both lists only. */
const apart = (a: number[], b: number[]): number[] => [
  ...a.filter((one) => !b.includes(one)),
  ...b.filter((one) => !a.includes(one)),
]
