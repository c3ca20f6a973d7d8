import type { Rule } from "./schema"
import type { Totals } from "./totals"

/** A typed fact about a customer, as the rule language sees it (an extension's field is one). */
export type RuleField = {
  id: string
  family: string
  label: { en: string; zhCN?: string }
  type: "text" | "number" | "money" | "boolean" | "choice" | "choices" | "date"
  choices?: { value: string; label: { en: string; zhCN?: string } }[]
  /** People have values that are none of the choices too: rules may ask for these. */
  open_choices?: true
  /** Its values are ids of these: sentences say their names. */
  ids_of?: "stock_location" | "customer_group" | "sales_channel"
  /** Of a boolean field: what a sentence says of people, e.g. "who have an account"; without it, that it is yes or no. */
  says?: { yes: { en: string; zhCN?: string }; no: { en: string; zhCN?: string } }
  /** Of a money field: the currency its values are in. */
  currency?: string
  /** Of a field that there is for any whole number of days: how many it is for, and how many it may be for. */
  for_days?: { days: number; least: number; most: number }
  /** Of a text field: its values are codes and addresses kept in small letters, whatever letters a rule asks in. */
  small_letters?: true
  /** Of a date field: the value is a day of the calendar, not a moment. */
  day?: boolean
  /** Of a date field: month * 100 + day as an indexed column, for anniversaries. */
  month_day?: string
  /**
   * Of a field whose values are rows of another table: the SQL of those rows with their alias, of their person and of one
   * value. A condition then asks whether any of them fits (several only of a date, choices or number field); no row means unknown.
   * `where`: only such of them; fields over the same `from` are then read together. `single`: nobody has more than one of these rows.
   */
  each?: { from: string; where?: string; pid: string; value: EachValue; month_day?: string; single?: true }
  /**
   * Of a number, money or boolean field made from rows that not everybody has; who has none has 0, or false. A condition then
   * reads these rows once instead of once a person, and conditions about the same rows read them together.
   */
  totals?: Totals
  /** Beside `totals`: of who has no row nothing is known, instead of 0. */
  unknown_without_rows?: boolean
  /**
   * Of a choices field that is kept as something other than text[]: SQL whether it has any value, and whether any or all
   * of these (never none) are among them. None of it is ever null.
   */
  holds?: (context: { bind: (value: unknown) => string }) => {
    some: string
    any: (values: string[]) => string
    all: (values: string[]) => string
  }
  /**
   * Of a text or choice field whose `sql` is a text only where something else holds: both of them apart. What fits few is then
   * asked first.
   */
  text_where?: (context: { bind: (value: unknown) => string }) => { text: string; where: string }
  /** Of a field whose value follows the clock: it turns at midnight of the store's zone and at no other moment. */
  turns?: "daily"
  /** Of a field whose value turns as moments pass: where these moments stand, and so many days before each too. */
  moments?: { from: string; pid: string; at: string; memory: (row: FieldRow) => Date[]; days_before?: number }
  /** What its values are made from, where its family does not say it. */
  read_from?: "facts" | "coupons" | "points"
  /** The same question in other words, where those are faster than the field's own SQL. */
  as_condition?: (asked: { op: string; value?: unknown }, today: { now: Date; zone: string }) => Rule | null
  sql: (context: { bind: (value: unknown) => string; now: Date; zone: string }) => string
  memory: (
    row: FieldRow,
    context: { now: Date; zone: string },
  ) => string | number | boolean | string[] | number[] | Date | null
  unavailable?: { en: string; zhCN?: string } | null
}

type EachValue = string | ((context: { bind: (value: unknown) => string; now: Date; zone: string }) => string)
/** SQL of one value of a field whose values are rows; it may look at the clock. */
export const valueOfEach = (
  { value }: { value: EachValue },
  context: { bind: (value: unknown) => string; now: Date; zone: string },
): string => (typeof value === "string" ? value : value(context))

/** What a condition asks a field for, in the letters that its values are kept in. */
export const askedOf = (field: RuleField | undefined, value: unknown): unknown => {
  if (!field?.small_letters) return value
  const small = (one: unknown) => (typeof one === "string" ? one.toLowerCase() : one)
  return Array.isArray(value) ? value.map(small) : small(value)
}

export type FieldRow = Record<string, unknown> & { pid: number; customer_id: string }
export type FindField = (id: string) => RuleField | undefined
