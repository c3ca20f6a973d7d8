import type { Rule } from "../core/rules/schema"
import type { Totals } from "../core/rules/totals"
import type { Labels } from "./labels"

export type FieldType = "text" | "number" | "money" | "boolean" | "choice" | "choices" | "date"
export type FieldValue = string | number | boolean | string[] | number[] | Date | null

/** Collects bound values while SQL text is made: `bind(x)` answers "$n". Literals never enter the text. */
export type Bind = (value: unknown) => string

/** SQL of one value of a field whose values are rows; it may look at the clock. */
type EachValue = string | ((context: { bind: Bind; now: Date; zone: string }) => string)

/** What the in-memory evaluator is handed about one customer: our profile row, as stored. */
export type ProfileRow = Record<string, unknown> & { pid: number; customer_id: string }

/**
 * A typed fact about a customer that rules can use.
 */
export type FieldDefinition = {
  /** "<family>.<name>", e.g. "profile.gender"; guests prefix the family: "acme.score". */
  id: string
  family: string
  label: Labels
  explanation?: Labels
  type: FieldType
  unit?: Labels
  choices?: { value: string; label: Labels }[]
  /** People have values that are none of the choices too: rules may ask for these. */
  open_choices?: true
  /** Its values are ids of these: the rule builder offers a list to pick from, and sentences say their names. */
  ids_of?: "stock_location" | "customer_group" | "sales_channel"
  /** Of a boolean field: what a sentence says of people, e.g. "who have an account"; without it, that it is yes or no. */
  says?: { yes: Labels; no: Labels }
  /** Of a money field: the currency its values are in. */
  currency?: string
  /**
   * Of a field that there is for any whole number of days: how many it is for, how many it may be for, and its id and label with
   * `{}` in the place of the number.
   */
  for_days?: { days: number; least: number; most: number; id: string; label: Labels }
  /** Of a text field: its SQL gives small letters only (codes, addresses); rules may ask for them in any. */
  small_letters?: true
  /** Of a date field: the value is a day of the calendar ("2026-02-28", SQL date), not a moment. */
  day?: boolean
  /** Of a date field: SQL over `p` of month * 100 + day where that is indexed; makes birthdays fast. */
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
  holds?: (context: { bind: Bind }) => {
    some: string
    any: (values: string[]) => string
    all: (values: string[]) => string
  }
  /**
   * Of a text or choice field whose `sql` is a text only where something else holds: both of them apart. What fits few is then
   * asked first.
   */
  text_where?: (context: { bind: Bind }) => { text: string; where: string }
  /** Of a field whose value follows the clock: it turns at midnight of the store's zone and at no other moment. */
  turns?: "daily"
  /**
   * Of a field whose value turns as moments pass, e.g. when something expires: the SQL of the rows where these moments stand with
   * their alias, of their person and of the moment (timestamptz); `memory`: the same of one person; `days_before`: it turns so
   * many days before each too.
   */
  moments?: {
    from: string
    pid: string
    at: string
    memory: (row: ProfileRow) => Date[]
    days_before?: number
  }
  /**
   * Of a guest's field whose SQL reads our own tables only: `facts` (profiles, orders, carts, events), `coupons` or `points`.
   * Segments then follow its changes within seconds; of other guests' fields everybody is asked each minute.
   */
  read_from?: "facts" | "coupons" | "points"
  /** The same question in other words, where those are faster than the field's own SQL; null: use the SQL. */
  as_condition?: (asked: { op: string; value?: unknown }, today: { now: Date; zone: string }) => Rule | null
  /**
   * SQL expression over alias `p` (a row of marketing_profile) that gives the value, or null when unknown.
   * May hold sub-queries over our own tables or the extension's own; never over core tables.
   * text/choice → text, choices (and a date field with `each`) → text[], a number field with `each` → an array of numbers, number → numeric, money → bigint minor units (with `currency`), date → timestamptz or date.
   */
  sql: (context: { bind: Bind; now: Date; zone: string }) => string
  /** The same from a row in memory: what tests and one-customer checks use. */
  memory: (row: ProfileRow, context: { now: Date; zone: string }) => FieldValue
  /** Nearly everybody has a value of their own, e.g. an e-mail: the most frequent ones are no help to who looks for one. */
  personal?: boolean
  /**
   * What the field is read from, where a store may have none of it: SQL of a boolean, over our own tables or the
   * extension's, and what to do while it is false. Until then it is shown greyed; rules that use it are valid all the same.
   */
  source?: { there: string; otherwise: Labels }
  /** Why the field cannot be used in this store, or null. */
  unavailable?: Labels | null
}

export const defineField = (field: FieldDefinition): FieldDefinition => field
