import { textSearch } from "./compile-fact"
import { compareSql } from "./compile-measures"
import type { Match } from "./conditions"

type Bind = (value: unknown) => string

/** A text column against the operators of one key of `where`; all of them must hold. */
export function textMatch(column: string, match: Match, bind: Bind): string[] {
  const found: string[] = []
  if (match.is !== undefined) found.push(`${column} = ${bind(match.is)}::text`)
  if (match.is_not !== undefined) found.push(`${column} <> ${bind(match.is_not)}::text`)
  if (match.in) found.push(`${column} = any(${bind(match.in)}::text[])`)
  if (match.not_in) found.push(`${column} <> all(${bind(match.not_in)}::text[])`)
  return [...found, ...searches(column, match, bind)]
}

/** A property of an event: texts, numbers and yes/no compare as what they are, never across types. */
export function propertyMatch(props: string, key: string, match: Match, bind: Bind): string[] {
  const value = `nullif(${props} -> ${key}::text, 'null'::jsonb)`
  const json = (list: unknown[]) => `${bind(list.map((one) => JSON.stringify(one)))}::jsonb[]`
  const found: string[] = []
  if (match.is !== undefined) found.push(`${value} = any(${json([match.is])})`)
  if (match.is_not !== undefined) found.push(`${value} <> all(${json([match.is_not])})`)
  if (match.in) found.push(`${value} = any(${json(match.in)})`)
  if (match.not_in) found.push(`${value} <> all(${json(match.not_in)})`)
  const text = `case when jsonb_typeof(${props} -> ${key}::text) = 'string' then ${props} ->> ${key}::text end`
  found.push(...searches(`(${text})`, match, bind))
  const numbers = compareSql(propertyNumber(props, key), match, bind)
  return numbers === "" ? found : [...found, numbers]
}

/** A property as number; null for everything that is none. */
export const propertyNumber = (props: string, key: string): string =>
  `(case when jsonb_typeof(${props} -> ${key}::text) = 'number' then (${props} ->> ${key}::text)::numeric end)`

const searches = (column: string, match: Match, bind: Bind): string[] =>
  (["contains", "starts_with", "ends_with"] as const)
    .filter((op) => match[op] !== undefined)
    .map((op) => textSearch(column, op, bind(match[op])))
