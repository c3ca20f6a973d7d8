import { addDays, dayOf, startOfDay } from "../time/zone"
import type { FactCondition } from "./conditions"
import type { EvaluateContext } from "./evaluate-context"
import type { RuleField } from "./field"
import { type CustomerSnapshot, fieldRow } from "./snapshot"

/** What is known of the time after the last moment that was tried out. */
export type Beyond = "never" | "not_within_a_year" | "nobody_can_say"

const SURE: Beyond[] = ["never", "not_within_a_year", "nobody_can_say"]
/** Of two that decide together, the one that says less. */
export const weaker = (a: Beyond, b: Beyond): Beyond => (SURE.indexOf(a) > SURE.indexOf(b) ? a : b)

/** A leap year and a day. */
const DAYS_AHEAD = 367

/** The midnights of a year, for what follows the calendar. */
export const comingDays = ({ now, zone }: EvaluateContext): Date[] =>
  Array.from({ length: DAYS_AHEAD }, (_, i) => startOfDay(addDays(dayOf(now, zone), i + 1), zone))

/** What follows the calendar is looked at for a year; what is not known, or asked of one month by its name, follows nothing. */
export function endsBeyond(
  { op, value: asked }: FactCondition,
  field: RuleField,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): Beyond {
  if (field.turns === "daily") return "not_within_a_year"
  const isUnknown = field.memory(fieldRow(customer), context) === null
  return isUnknown || (op === "anniversary_in_month" && typeof asked === "number")
    ? "never"
    : "not_within_a_year"
}
