import { knownEvent } from "../../src/core/rules/events"
import type { MEASURES } from "../../src/core/rules/measures"
import type { CatalogueField, FieldType } from "../api/catalogue"

/** What the rule language knows for each type; the server's own list for a field wins. */
const OPERATORS: Record<FieldType, string[]> = {
  text: ["is", "is_not", "in", "not_in", "contains", "starts_with", "ends_with"],
  number: ["eq", "ne", "gt", "gte", "lt", "lte", "between"],
  money: ["eq", "ne", "gt", "gte", "lt", "lte", "between"],
  boolean: ["is"],
  choice: ["is", "is_not", "in", "not_in"],
  choices: ["has_any", "has_all", "has_none"],
  date: [
    "before",
    "after",
    "on",
    "between",
    "within_last",
    "within_next",
    "more_than_ago",
    "anniversary_within_next",
    "anniversary_in_month",
  ],
}

const FIRST: Partial<Record<FieldType, string>> = { number: "gte", money: "gte", date: "within_last" }

export const operatorsFor = (field: CatalogueField | undefined): string[] => {
  if (!field) return ["is", "known", "unknown"]
  const own = field.operators ?? OPERATORS[field.type]
  return [...new Set([...own, "known", "unknown"])]
}

/** What one most likely asks; of a birthday that is the day that comes, not the day somebody was born. */
export const firstOperator = (field: CatalogueField): string => {
  const operators = operatorsFor(field)
  const wish = field.id.endsWith("birthday") ? "anniversary_within_next" : FIRST[field.type]
  return wish && operators.includes(wish) ? wish : (operators[0] ?? "known")
}

/** What the value next to an operator looks like. */
export type ValueShape =
  | "none"
  | "text"
  | "texts"
  | "number"
  | "numbers"
  | "money"
  | "moneys"
  | "boolean"
  | "date"
  | "dates"
  | "duration"
  | "month"

export function shapeOf(type: FieldType, op: string): ValueShape {
  if (op === "known" || op === "unknown") return "none"
  if (type === "boolean") return "boolean"
  if (type === "number") return op === "between" ? "numbers" : "number"
  if (type === "money") return op === "between" ? "moneys" : "money"
  if (type === "choices") return "texts"
  if (type === "date") {
    if (op === "between") return "dates"
    if (op === "anniversary_in_month") return "month"
    return /within|ago/.test(op) ? "duration" : "date"
  }
  return op === "in" || op === "not_in" ? "texts" : "text"
}

/** A value to begin with, where one is obvious; undefined lets the check say that it is missing. */
export function firstValue(shape: ValueShape): unknown {
  if (shape === "boolean") return true
  if (shape === "duration") return { days: 30 }
  if (shape === "texts") return []
  if (shape === "month") return "this"
  return undefined
}

export const COMPARISONS = ["gte", "lte", "eq", "ne", "gt", "lt", "between"] as const
export type MeasureName = (typeof MEASURES)[number]

/** What can be measured of an event that can be asked for by hand: `of` names the property, "amount" is that of money. */
export type Measurable = { name: MeasureName; of?: string }

const ALWAYS: Measurable[] = [{ name: "count" }, { name: "days" }]
const MONEY: Measurable[] = [
  { name: "amount" },
  { name: "quantity" },
  { name: "average" },
  { name: "min", of: "amount" },
  { name: "max", of: "amount" },
]
/** Of an event's own properties: the number that it is known to say stands there, another is typed. */
const PROPERTY = ["sum", "min", "max"] as const

/** What is given back has no pieces. */
export const measurablesOf = (event: string): Measurable[] => {
  const known = knownEvent(event)
  const of = known?.properties.find(({ holds }) => holds === "number")?.key ?? ""
  if (!known?.money) return [...ALWAYS, ...PROPERTY.map((name) => ({ name, of }))]
  return [...ALWAYS, ...MONEY.filter(({ name }) => event !== "refund" || name !== "quantity")]
}

/** Measured in a currency. */
export const isMoney = (name: MeasureName, of?: string): boolean =>
  name === "amount" || name === "average" || of === "amount"

/** The name of a measure in our texts: the smallest order is not the smallest of a property. */
export const measureKey = (name: MeasureName, of?: string): string =>
  of !== undefined && of !== "amount" ? `${name}Of` : name
