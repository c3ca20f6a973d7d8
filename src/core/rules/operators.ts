import { durationSchema } from "./conditions"
import type { RuleField } from "./field"
import { isPlausibleDay } from "./time-frame"

type Asks = { expected: string; fits: (value: unknown, field: RuleField) => boolean }

const isText = (value: unknown): boolean => typeof value === "string" && value.length <= 10_000
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value)
const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0

const nothing: Asks = { expected: "no value", fits: (v) => v === undefined || v === null }
const text: Asks = { expected: "a text", fits: isText }
const some: Asks = { expected: "a text that is not empty", fits: (v) => isText(v) && v !== "" }
const texts: Asks = { expected: "a list of texts", fits: (v) => isList(v) && v.every(isText) }
const number: Asks = { expected: "a number", fits: isNumber }
const numbers: Asks = {
  expected: "two numbers, the smaller first",
  fits: (v) => isPair(v, isNumber) && (v[0] as number) <= (v[1] as number),
}
const isMinor = (value: unknown): boolean => Number.isSafeInteger(value)
const money: Asks = { expected: "an amount in whole minor units (cents)", fits: isMinor }
const moneys: Asks = {
  expected: "two amounts in whole minor units (cents), the smaller first",
  fits: (v) => isPair(v, isMinor) && (v[0] as number) <= (v[1] as number),
}
const yesNo: Asks = { expected: "true or false", fits: (v) => typeof v === "boolean" }
const day: Asks = { expected: 'a day such as "2026-01-31"', fits: isPlausibleDay }
const days: Asks = {
  expected: "two days, the earlier first",
  fits: (v) => isPair(v, isPlausibleDay) && (v[0] as string) <= (v[1] as string),
}
const span: Asks = {
  expected: 'a span such as { "days": 30 } (whole days or weeks for a field that holds days)',
  fits: (v, field) => isSpan(v) && !(field.day && hasClock(v)),
}
const dayCount: Asks = {
  expected: 'a number of days such as { "days": 14 }',
  fits: (v) => isSpan(v) && !hasClock(v),
}
const month: Asks = {
  expected: 'a month from 1 to 12, or "this", "next" or "previous"',
  fits: (v) =>
    ["this", "next", "previous"].includes(v as string) ||
    (Number.isInteger(v) && (v as number) >= 1 && (v as number) <= 12),
}

const isPair = (v: unknown, fits: (one: unknown) => boolean): v is [unknown, unknown] =>
  Array.isArray(v) && v.length === 2 && v.every(fits)
const isSpan = (v: unknown): v is Record<string, unknown> => durationSchema.safeParse(v).success
const hasClock = (v: Record<string, unknown>): boolean => v.minutes !== undefined || v.hours !== undefined

const ordered = (one: Asks, two: Asks): Record<string, Asks> => ({
  eq: one,
  ne: one,
  gt: one,
  gte: one,
  lt: one,
  lte: one,
  between: two,
})
const choosing = { is: text, is_not: text, in: texts, not_in: texts }

const BY_TYPE: Record<RuleField["type"], Record<string, Asks>> = {
  text: { ...choosing, contains: some, starts_with: some, ends_with: some },
  choice: choosing,
  choices: { has_any: texts, has_all: texts, has_none: texts },
  number: ordered(number, numbers),
  money: ordered(money, moneys),
  boolean: { is: yesNo },
  date: {
    before: day,
    after: day,
    on: day,
    between: days,
    within_last: span,
    within_next: span,
    more_than_ago: span,
    anniversary_within_next: dayCount,
    anniversary_in_month: month,
  },
}

/** The operators of a type of field, and what each asks for beside it. */
export const operatorsOf = (type: RuleField["type"]): Record<string, Asks> => ({
  ...BY_TYPE[type],
  known: nothing,
  unknown: nothing,
})
