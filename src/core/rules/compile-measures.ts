import type { CompileContext } from "./compile-context"
import type { OccurrencesSql } from "./compile-occurrences"
import type { Comparison, DidCondition } from "./conditions"
import { onlyCurrency } from "./measures"

type Bind = CompileContext["bind"]

/**
 * All measures of a condition: the columns to read of each occurrence, and what must hold of their sums. `dear`: one of these
 * is taken out of JSON, so it should be read once an occurrence instead of once a measure (`offset 0` sees to that).
 */
export function compileMeasures(
  condition: DidCondition,
  done: OccurrencesSql,
  { bind, zone }: CompileContext,
): { columns: string[]; having: string; dear: boolean } {
  const columns = [`${done.pid} as pid`]
  const having: string[] = []
  const named = new Set<string>()
  const properties: string[] = []
  // Asked for twice, an expression is made once: another one would bind other values under the same name.
  const read = (expression: () => string, name: string): string => {
    if (!named.has(name)) columns.push(`${expression()} as ${name}`)
    named.add(name)
    return `x.${name}`
  }
  const property = (name: string): string => {
    if (!properties.includes(name)) properties.push(name)
    return read(() => done.property(name), `property_${properties.indexOf(name)}`)
  }
  // Where all of it is in one currency, no others are read.
  const onlyOne = onlyCurrency(condition) !== undefined
  const inCurrency = (currency: string | undefined): string =>
    onlyOne ? "" : ` filter (where ${read(() => done.whole.currency, "currency")} = ${bind(currency)}::text)`
  const must = (expression: string, comparison: Comparison) =>
    having.push(compareSql(expression, comparison, bind))

  const occurrences = (of = "*") =>
    done.one ? `count(distinct ${read(() => done.one!, "one")})` : `count(${of})`
  if (condition.count) must(occurrences(), condition.count)
  if (condition.days)
    must(
      `count(distinct (${read(() => done.whole.at, "at")} at time zone ${bind(zone)}::text)::date)`,
      condition.days,
    )
  if (condition.quantity)
    must(`coalesce(sum(${read(() => done.quantity, "quantity")}), 0)`, condition.quantity)
  if (condition.amount) {
    const amount = read(() => done.amount, "amount")
    must(`coalesce(sum(${amount})${inCurrency(condition.amount.currency)}, 0)`, condition.amount)
  }
  if (condition.average) {
    const only = inCurrency(condition.average.currency)
    const amount = read(() => done.amount, "amount")
    const count = `${occurrences(amount)}${only}`
    // Multiplied out instead of divided: exact.
    having.push(`${count} > 0`, compareSql(`sum(${amount})${only}`, condition.average, bind, count))
  }
  for (const measure of ["sum", "min", "max"] as const) {
    const asked = condition[measure]
    if (!asked) continue
    const money = asked.of === "amount"
    const value = money
      ? read(() => done.amount, "amount")
      : asked.of === "quantity"
        ? read(() => done.quantity, "quantity")
        : property(asked.of)
    const total = `${measure}(${value})${money ? inCurrency(asked.currency) : ""}`
    must(measure === "sum" ? `coalesce(${total}, 0)` : total, asked)
  }
  return { columns, having: having.join(" and "), dear: properties.length > 0 }
}

/** A whole number is compared as one: beside a numeric, PostgreSQL would turn every row's integer into a numeric too. */
export const boundNumber = (n: number, bind: Bind): string =>
  `${bind(n)}::${Number.isSafeInteger(n) ? "bigint" : "numeric"}`

/** A count times this never leaves the bigint. */
const MOST_FACTOR = 2 ** 31
const boundFactor = (n: number, bind: Bind): string =>
  `${bind(n)}::${Number.isInteger(n) && Math.abs(n) <= MOST_FACTOR ? "bigint" : "numeric"}`

const SIGNS = { eq: "=", ne: "<>", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const

/** Every comparison of a measure; `times` multiplies the other side (for averages). */
export function compareSql(expression: string, comparison: Comparison, bind: Bind, times?: string): string {
  const value = (n: number) => (times ? `${boundFactor(n, bind)} * ${times}` : boundNumber(n, bind))
  const parts = (Object.keys(SIGNS) as (keyof typeof SIGNS)[])
    .filter((op) => comparison[op] !== undefined)
    .map((op) => `${expression} ${SIGNS[op]} ${value(comparison[op]!)}`)
  if (comparison.between)
    parts.push(`${expression} between ${value(comparison.between[0])} and ${value(comparison.between[1])}`)
  return parts.join(" and ")
}
