import { textSearch } from "./compile-comparison"
import { compareSql } from "./compile-measures"
import type { Match } from "./conditions"

type Bind = (value: unknown) => string

/** A text column against the operators of one key of `where`; all of them must hold. */
export function textMatch(column: string, match: Match, bind: Bind): string[] {
  const found: string[] = []
  if (match.is !== undefined) found.push(`${column} = ${bind(match.is)}::text`)
  if (match.is_not !== undefined) found.push(`${column} <> ${bind(match.is_not)}::text`)
  // PostgreSQL compares with one value faster than with a list of one.
  if (match.in?.length === 1) found.push(`${column} = ${bind(match.in[0])}::text`)
  else if (match.in) found.push(`${column} = any(${bind(match.in)}::text[])`)
  if (match.not_in) found.push(`${column} <> all(${bind(match.not_in)}::text[])`)
  return [...found, ...searches(column, match, bind)]
}

/**
 * A property of an event: texts, numbers and yes/no compare as what they are, never across types. What kind a value is comes
 * last where it may, because few get that far; only a text cannot be made a number. `case` keeps that order, and PostgreSQL
 * from believing that hardly any value is of the kind.
 */
export function propertyMatch(props: string, name: string, match: Match, bind: Bind): string[] {
  const json = (list: unknown[]) => `${bind(list.map((one) => JSON.stringify(one)))}::jsonb[]`
  const holds = (list: unknown[]) => `${props} @> any(${json(list.map((one) => ({ [name]: one })))})`
  const found: string[] = []
  if (match.is !== undefined) found.push(holds([match.is]))
  if (match.in) found.push(holds(match.in))
  const others = [...(match.is_not !== undefined ? [match.is_not] : []), ...(match.not_in ?? [])]
  if (others.length > 0) found.push(`${props} -> ${bind(name)}::text <> all(${json([...others, null])})`)
  if (asksText(match)) {
    const key = `${bind(name)}::text`
    found.push(
      ...searches(`(${props} ->> ${key})`, match, bind),
      `jsonb_typeof(${props} -> ${key}) = 'string'`,
    )
  }
  if (asksNumber(match)) {
    const key = `${bind(name)}::text`
    const numbers = compareSql(`(${props} -> ${key})::numeric`, match, bind)
    found.push(`case when jsonb_typeof(${props} -> ${key}) = 'number' then ${numbers} else false end`)
  }
  return found
}

/** A property as number; null for everything that is none. */
export const propertyNumber = (props: string, key: string): string =>
  `(case when jsonb_typeof(${props} -> ${key}::text) = 'number' then (${props} -> ${key}::text)::numeric end)`

const SEARCHES = ["contains", "starts_with", "ends_with"] as const
const COMPARISONS = ["eq", "ne", "gt", "gte", "lt", "lte", "between"] as const
const asksText = (match: Match): boolean => SEARCHES.some((op) => match[op] !== undefined)
const asksNumber = (match: Match): boolean => COMPARISONS.some((op) => match[op] !== undefined)

const searches = (column: string, match: Match, bind: Bind): string[] =>
  SEARCHES.filter((op) => match[op] !== undefined).map((op) => textSearch(column, op, bind(match[op])))
