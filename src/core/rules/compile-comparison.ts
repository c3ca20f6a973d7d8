import { addDays, dayOf, startOfDay } from "../time/zone"
import { anniversariesWithin, monthsAsked } from "./anniversary"
import type { CompileContext } from "./compile-context"
import { boundNumber } from "./compile-measures"
import type { Duration, FactCondition } from "./conditions"
import type { RuleField } from "./field"
import { daysOf, durationMs } from "./time-frame"

const SIGNS: Record<string, string> = { eq: "=", ne: "<>", gt: ">", gte: ">=", lt: "<", lte: "<=" }

type Comparing = (x: string, condition: FactCondition, context: CompileContext, field: RuleField) => string

/** How a value of this field's type is compared in SQL. */
export function comparisonFor(field: RuleField): Comparing {
  if (field.type === "number" || field.type === "money") return compareNumber
  if (field.type === "boolean") return (x, { value }, { bind }) => `${x} = ${bind(value)}::boolean`
  if (field.type === "date") return field.day ? compareDay : compareMoment
  return compareText
}

export const compareNumber: Comparing = (x, { op, value }, { bind }) => {
  if (op !== "between") return `${x} ${SIGNS[op]} ${boundNumber(value as number, bind)}`
  const [low, high] = value as [number, number]
  return `${x} between ${boundNumber(low, bind)} and ${boundNumber(high, bind)}`
}

const compareText: Comparing = (x, { op, value }, { bind }) => {
  if (op === "is") return `${x} = ${bind(value)}::text`
  if (op === "is_not") return `${x} <> ${bind(value)}::text`
  if (op === "in") return `${x} = any(${bind(value)}::text[])`
  if (op === "not_in") return `${x} <> all(${bind(value)}::text[])`
  return textSearch(x, op, bind(value))
}

export function textSearch(x: string, op: string, bound: string): string {
  if (op === "contains") return `position(${bound}::text in ${x}) > 0`
  if (op === "starts_with") return `starts_with(${x}, ${bound}::text)`
  return `right(${x}, length(${bound}::text)) = ${bound}::text`
}

/** A moment against days of the store's zone and spans until now. */
const compareMoment: Comparing = (x, { op, value }, { bind, now, zone }) => {
  const at = (moment: Date) => `${bind(moment.toISOString())}::timestamptz`
  const start = (day: string) => at(startOfDay(day, zone))
  if (op === "before") return `${x} < ${start(value as string)}`
  if (op === "after") return `${x} >= ${start(addDays(value as string, 1))}`
  if (op === "on" || op === "between") {
    const [first, last] = (op === "on" ? [value, value] : value) as [string, string]
    return `${x} >= ${start(first)} and ${x} < ${start(addDays(last, 1))}`
  }
  if (isAnniversary(op))
    return anniversary(ofDay(`(${x} at time zone ${bind(zone)}::text)`), op, value, { bind, now, zone })
  const span = durationMs(value as Duration)
  const ago = () => at(new Date(now.getTime() - span))
  if (op === "within_last") return `${x} > ${ago()} and ${x} <= ${at(now)}`
  if (op === "more_than_ago") return `${x} <= ${ago()}`
  return `${x} > ${at(now)} and ${x} <= ${at(new Date(now.getTime() + span))}`
}

/** A day of the calendar against today in the store's zone; both ends count. */
const compareDay: Comparing = (x, { op, value }, { bind, now, zone }, field) => {
  const day = (text: string) => `${bind(text)}::date`
  if (op === "before") return `${x} < ${day(value as string)}`
  if (op === "after") return `${x} > ${day(value as string)}`
  if (op === "on") return `${x} = ${day(value as string)}`
  if (op === "between") {
    const [first, last] = value as [string, string]
    return `${x} between ${day(first)} and ${day(last)}`
  }
  if (isAnniversary(op))
    return anniversary(field.month_day ? ofMonthDay(x) : ofDay(x), op, value, { bind, now, zone })
  const today = dayOf(now, zone)
  const days = daysOf(value as Duration)
  if (op === "within_last") return `${x} between ${day(addDays(today, -days))} and ${day(today)}`
  if (op === "more_than_ago") return `${x} < ${day(addDays(today, -days))}`
  return `${x} between ${day(today)} and ${day(addDays(today, days))}`
}

export const isAnniversary = (op: string): boolean => op.startsWith("anniversary_")

/** SQL of an anniversary: as month * 100 + day, and whether it is in a month. */
type Anniversary = { monthDay: string; inMonth: (month: number, bind: CompileContext["bind"]) => string }

const ofMonthDay = (x: string): Anniversary => ({
  monthDay: x,
  inMonth: (month, bind) => `${x} between ${bind(month * 100 + 1)}::int and ${bind(month * 100 + 31)}::int`,
})

const ofDay = (day: string): Anniversary => ({
  monthDay: `(extract(month from ${day}) * 100 + extract(day from ${day}))::int`,
  // A third of the time that month and day take: `extract` reckons in numerics.
  inMonth: (month, bind) => `date_part('month', ${day}) = ${bind(month)}::float8`,
})

function anniversary(
  { monthDay, inMonth }: Anniversary,
  op: string,
  value: unknown,
  { bind, now, zone }: Pick<CompileContext, "bind" | "now" | "zone">,
): string {
  if (op === "anniversary_within_next") {
    const days = anniversariesWithin(dayOf(now, zone), daysOf(value as Duration))
    return `${monthDay} = any(${bind(days)}::int[])`
  }
  return inMonth(monthsAsked(value, dayOf(now, zone)), bind)
}
