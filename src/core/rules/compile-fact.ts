import { addDays, dayOf, startOfDay } from "../time/zone"
import { anniversariesWithin, monthsAsked } from "./anniversary"
import type { CompileContext, Leaf } from "./compile-context"
import { boundNumber } from "./compile-measures"
import type { Duration, FactCondition } from "./conditions"
import { askedOf, type RuleField, valueOfEach } from "./field"
import { daysOf, durationMs } from "./time-frame"

const SIGNS: Record<string, string> = { eq: "=", ne: "<>", gt: ">", gte: ">=", lt: "<", lte: "<=" }

/** One field against one value. The condition was checked: its operator fits the type, its value the operator. */
export function compileFact(given: FactCondition, context: CompileContext): Leaf {
  const field = context.field(given.fact)
  const condition = { ...given, value: askedOf(field, given.value) }
  // A field that went away since the rule was saved is unknown for everybody.
  if (!field) return { text: condition.op === "unknown" ? "true" : "false", exact: true }
  if (field.each) return compileEach(condition, context, field.each)
  if (field.totals) return compileTotals(condition, context, field, field.totals)
  if (field.holds) return compileHeld(condition, field.holds(context))
  if (field.type === "choices") return compileChoices(condition, context, field.sql(context))
  const x = field.month_day && isAnniversary(condition.op) ? field.month_day : field.sql(context)
  if (condition.op === "known") return { text: `(${x}) is not null`, exact: false }
  if (condition.op === "unknown") return { text: `(${x}) is null`, exact: false }
  return { text: comparisonFor(field)(`(${x})`, condition, context, field), exact: false }
}

/** A set: of somebody without any it holds that they have none of those asked for. */
function compileChoices({ op, value }: FactCondition, { bind }: CompileContext, x: string): Leaf {
  if (op === "known" || op === "unknown") {
    const some = `coalesce(cardinality(${x}), 0) > 0`
    return { text: some, exact: true, negate: op === "unknown" }
  }
  const values = `${bind(value)}::text[]`
  if (op === "has_all") return { text: `(${x}) @> ${values}`, exact: false }
  return { text: `(${x}) && ${values}`, exact: false, negate: op === "has_none" }
}

/** `test` is made only when it is asked for: PostgreSQL refuses a value that the text does not use. */
export type RowTest = { rows: string; single: boolean; test: () => string }

/** Of a condition that asks whether any of a field's rows fits: which rows, and what must hold of one. */
export function rowTest(condition: FactCondition, context: CompileContext): RowTest | null {
  const field = context.field(condition.fact)
  if (!field?.each || field.type === "choices" || condition.op === "unknown") return null
  const { from, pid, month_day, single = false } = field.each
  const value = () => valueOfEach(field.each!, context)
  const among = context.people ? ` and ${pid} = any(${context.people})` : ""
  const rows = `from ${from} where ${pid} = p.pid${among}`
  if (condition.op === "known") return { rows, single, test: () => `${value()} is not null` }
  const x = () => (month_day && isAnniversary(condition.op) ? month_day : value())
  const compare = comparisonFor(field)
  return { rows, single, test: () => compare(`(${x()})`, condition, context, { ...field, month_day }) }
}

/** Is there a row of which this holds? All tests are about the same rows. */
export const someRow = (tests: RowTest[], word: "and" | "or"): string =>
  `exists (select 1 ${tests[0]!.rows} and (${tests.map(({ test }) => test()).join(` ${word} `)}))`

/** Does any of a field's rows fit? A person without rows is unknown, and has none of a set. */
function compileEach(
  condition: FactCondition,
  context: CompileContext,
  each: NonNullable<RuleField["each"]>,
): Leaf {
  const { op } = condition
  const { from, pid } = each
  const { bind, people } = context
  const among = people ? ` and ${pid} = any(${people})` : ""
  const rows = (test: string) => `from ${from} where ${pid} = p.pid${among} and ${test}`
  const some = (test: string): Leaf => ({ text: `exists (select 1 ${rows(test)})`, exact: true })
  const asked = rowTest(condition, context)
  if (asked) return { text: someRow([asked], "and"), exact: true }
  const value = valueOfEach(each, context)
  const known = some(`${value} is not null`)
  if (op === "known") return known
  if (op === "unknown") return { ...known, negate: true }
  const values = [...new Set(condition.value as string[])]
  const named = `${value} = any(${bind(values)}::text[])`
  if (op === "has_any") return some(named)
  if (op === "has_none") return { ...some(named), negate: true }
  const whole = `from ${from} where ${named}${among} group by ${pid} having count(distinct ${value}) = ${bind(values.length)}::int`
  return { text: `exists (select 1 from (select ${pid} as pid ${whole}) s where s.pid = p.pid)`, exact: true }
}

/** A set that is kept as something other than text[]. */
function compileHeld(
  { op, value }: FactCondition,
  { some, any }: ReturnType<NonNullable<RuleField["holds"]>>,
): Leaf {
  if (op === "known" || op === "unknown") return { text: `(${some})`, exact: true, negate: op === "unknown" }
  const values = [...new Set(value as string[])]
  const held = op === "has_all" ? values.map((one) => any([one])) : [any(values)]
  return { text: `(${held.join(" and ")})`, exact: true, negate: op === "has_none" }
}

/** Who has no row has 0 (where 0 fits, those are found whose row does not), or is unknown. */
function compileTotals(
  condition: FactCondition,
  context: CompileContext,
  field: RuleField,
  totals: NonNullable<RuleField["totals"]>,
): Leaf {
  const { op } = condition
  const asksWhether = op === "known" || op === "unknown"
  if (asksWhether && !field.unknown_without_rows)
    return { text: op === "known" ? "true" : "false", exact: true }
  const among = context.people ? ` and t.pid = any(${context.people})` : ""
  const some = (test: string) =>
    `exists (select 1 from (${totals(context)}) t where t.pid = p.pid${among} and ${test})`
  if (asksWhether) return { text: some("t.value is not null"), exact: true, negate: op === "unknown" }
  const fits = compareNumber("(t.value)", condition, context, field)
  const negate = !field.unknown_without_rows && fitsZero(condition)
  return { text: some(negate ? `not (${fits})` : fits), exact: true, negate }
}

function fitsZero({ op, value }: FactCondition): boolean {
  if (op === "between") return (value as number[])[0]! <= 0 && (value as number[])[1]! >= 0
  const n = value as number
  const zero: Record<string, boolean> = {
    eq: n === 0,
    ne: n !== 0,
    gt: n < 0,
    gte: n <= 0,
    lt: n > 0,
    lte: n >= 0,
  }
  return zero[op]!
}

type Comparing = (x: string, condition: FactCondition, context: CompileContext, field: RuleField) => string

function comparisonFor(field: RuleField): Comparing {
  if (field.type === "number" || field.type === "money") return compareNumber
  if (field.type === "boolean") return (x, { value }, { bind }) => `${x} = ${bind(value)}::boolean`
  if (field.type === "date") return field.day ? compareDay : compareMoment
  return compareText
}

const compareNumber: Comparing = (x, { op, value }, { bind }) => {
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

const isAnniversary = (op: string): boolean => op.startsWith("anniversary_")

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
