import { compareNumber, comparisonFor, isAnniversary } from "./compile-comparison"
import type { CompileContext, Leaf } from "./compile-context"
import type { RowTest } from "./compile-rows"
import type { FactCondition } from "./conditions"
import { askedOf, type RuleField, valueOfEach } from "./field"
import { both, type Totals } from "./totals"

/** One field against one value. The condition was checked: its operator fits the type, its value the operator. */
export function compileFact(given: FactCondition, context: CompileContext): Leaf {
  const field = context.field(given.fact)
  const condition = { ...given, value: askedOf(field, given.value) }
  // A field that went away since the rule was saved is unknown for everybody.
  if (!field) return { text: condition.op === "unknown" ? "true" : "false", exact: true }
  // Of a number whose rows answer no such question (`factRows`): everybody has one, 0 at least.
  if (field.totals) return { text: condition.op === "known" ? "true" : "false", exact: true }
  if (field.each) return hasAll(condition, context, field.each)
  if (field.holds) return compileHeld(condition, field.holds(context))
  if (field.type === "choices") return compileChoices(condition, context, field.sql(context))
  if (field.text_where) return compileText(condition, context, field, field.text_where(context))
  const x = field.month_day && isAnniversary(condition.op) ? field.month_day : field.sql(context)
  if (condition.op === "known") return { text: `(${x}) is not null`, exact: false }
  if (condition.op === "unknown") return { text: `(${x}) is null`, exact: false }
  return { text: comparisonFor(field)(`(${x})`, condition, context, field), exact: false }
}

function compileText(
  condition: FactCondition,
  context: CompileContext,
  field: RuleField,
  { text, where }: ReturnType<NonNullable<RuleField["text_where"]>>,
): Leaf {
  const unknown = condition.op === "unknown"
  const fits =
    unknown || condition.op === "known"
      ? `${text} is not null`
      : comparisonFor(field)(text, condition, context, field)
  return { text: `${fits} and ${where}`, exact: false, negate: unknown }
}

/** Of a condition about a field's rows in another table: what is asked of these. */
export function factRows(condition: FactCondition, context: CompileContext): RowTest | null {
  const field = context.field(condition.fact)
  if (field?.each) return eachRow(condition, context, field, field.each)
  if (field?.totals) return totalRow(condition, context, field, field.totals)
  return null
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

type Each = NonNullable<RuleField["each"]>

/** Does any of a field's rows fit? A person without rows is unknown, and has none of a set. */
function eachRow(
  condition: FactCondition,
  context: CompileContext,
  field: RuleField,
  each: Each,
): RowTest | null {
  const { op } = condition
  const { from, where, pid, month_day, single } = each
  if (op === "has_all") return null
  const fits = (): string => {
    const value = valueOfEach(each, context)
    if (op === "known" || op === "unknown") return `${value} is not null`
    if (field.type === "choices") return `${value} = any(${context.bind(distinct(condition))}::text[])`
    const x = month_day && isAnniversary(op) ? month_day : value
    return comparisonFor(field)(`(${x})`, condition, context, { ...field, month_day })
  }
  return {
    rows: from,
    single: Boolean(single),
    negate: op === "unknown" || op === "has_none",
    test: () => ({ holds: both(where, fits()) }),
    some: (asked) =>
      `exists (select 1 from ${from} where ${pid} = p.pid${among(pid, context)} and (${asked?.holds ?? "true"}))`,
  }
}

function hasAll(condition: FactCondition, context: CompileContext, each: Each): Leaf {
  const { from, where, pid } = each
  const value = valueOfEach(each, context)
  const values = distinct(condition)
  const { bind } = context
  const whole = `from ${from} where ${where ? `${where} and ` : ""}${value} = any(${bind(values)}::text[])${among(pid, context)} group by ${pid} having count(distinct ${value}) = ${bind(values.length)}::int`
  return { text: `exists (select 1 from (select ${pid} as pid ${whole}) s where s.pid = p.pid)`, exact: true }
}

const distinct = ({ value }: FactCondition): string[] => [...new Set(value as string[])]

const among = (pid: string, { people }: CompileContext): string =>
  people ? ` and ${pid} = any(${people})` : ""

/** A set that is kept as something other than text[]. */
function compileHeld(
  condition: FactCondition,
  { some, any, all }: ReturnType<NonNullable<RuleField["holds"]>>,
): Leaf {
  const { op } = condition
  if (op === "known" || op === "unknown") return { text: `(${some})`, exact: true, negate: op === "unknown" }
  const values = distinct(condition)
  return { text: `(${op === "has_all" ? all(values) : any(values)})`, exact: true, negate: op === "has_none" }
}

/** Who has no row has 0 (where 0 fits, those are found whose rows do not), or is unknown; of a boolean, has it not. */
function totalRow(
  condition: FactCondition,
  context: CompileContext,
  field: RuleField,
  totals: Totals,
): RowTest | null {
  const { from, where, pid, single } = totals
  const asked = totalAsked(condition, field)
  if (!asked) return null
  const { negate, fits } = asked
  const test = (alone: boolean) => {
    const [value, only] = [totals.value(context), totals.only?.(context)]
    const counted = only && !alone ? `${value} filter (where ${only})` : value
    const x = single || field.unknown_without_rows ? counted : `coalesce(${counted}, 0)`
    const text = compareNumber(`(${x})`, condition, context, field)
    return { holds: negate ? `not (${text})` : text, only }
  }
  return {
    // Known by their text, in which the values stand as they are.
    rows: [from, where?.({ ...context, bind: JSON.stringify }), single].join(),
    single: true,
    negate,
    test: fits ? test : null,
    some: (asked) => {
      const rows = `from ${from} where ${both(where?.(context), asked?.only)}${among(pid, context)}`
      if (!asked) return `exists (select 1 ${rows} and ${pid} = p.pid)`
      return single
        ? `exists (select 1 ${rows} and ${pid} = p.pid and (${asked.holds}))`
        : `exists (select 1 from (
    select ${pid} as pid ${rows} group by ${pid} having ${asked.holds}) t where t.pid = p.pid)`
    },
  }
}

/** What is looked for, and whether for none such: a row that fits, or any row at all. Null: everybody has a value, 0 at least. */
function totalAsked(condition: FactCondition, field: RuleField): { negate: boolean; fits: boolean } | null {
  const { op, value } = condition
  if (field.type === "boolean" && op === "is") return { negate: !value, fits: false }
  if (op === "known" || op === "unknown")
    return field.unknown_without_rows ? { negate: op === "unknown", fits: false } : null
  return { negate: !field.unknown_without_rows && fitsZero(condition), fits: true }
}

/** Somebody with 0 is meant too. */
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
