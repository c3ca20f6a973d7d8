import type { RecurringSchedule } from "../canvas/plan-settings"
import { addDays, type Day, daysBetween, daysInMonth, firstDayOf, partsOf, weekday } from "../time/zone"

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const

/** What decides on which days something recurs. */
export type Recurrence = Pick<RecurringSchedule, "every" | "interval" | "on" | "missing_day"> & { from: Day }

/**
 * The days of a recurrence from `start` on, rising, without end. The first is the first day that fits on or after `from`;
 * every N days, weeks and months are counted from there, wherever one begins to look, so that they never drift.
 */
export function* daysOf(recurrence: Recurrence, start: Day): Generator<Day> {
  const { every, interval, from } = recurrence
  const origin = firstFitting(recurrence)
  if (origin === null) return
  const passed = Math.max(0, periodsBetween(every, origin, start > from ? start : from))
  for (let nth = passed - (passed % interval); ; nth += interval) {
    const first = firstDayOf(every, origin, nth)
    if (!hasName(first)) return
    for (const day of daysIn(recurrence, first)) if (day >= origin && day >= start) yield day
  }
}

/** Null when no day ever fits. Two months are skipped at most: day 31, looked for from April on, is in May. */
function firstFitting(recurrence: Recurrence): Day | null {
  const { every, from } = recurrence
  for (const later of [0, 1, 2]) {
    const first = firstDayOf(every, from, later)
    if (!hasName(first)) return null
    for (const day of daysIn(recurrence, first)) if (day >= from) return day
  }
  return null
}

/** After the year 9999 the text of a day no longer sorts, and some are as long as any: "+010000-01". */
const hasName = (day: Day): boolean => /^\d{4}-/.test(day)

/** The days that fit in the day, week or month that begins with `first`. */
function daysIn({ every, on = [], missing_day }: Recurrence, first: Day): Day[] {
  if (every === "day") return [first]
  if (every === "week")
    return WEEKDAYS.flatMap((name, index) => (on.includes(name) ? [addDays(first, index)] : []))
  const { year, month } = partsOf(first)
  const last = daysInMonth(year, month)
  const wanted = on.flatMap((date) => {
    if (typeof date !== "number" || (date > last && missing_day === "skip")) return []
    return [Math.min(date, last)]
  })
  return [...new Set(wanted)].sort((a, b) => a - b).map((date) => addDays(first, date - 1))
}

/** How many days, weeks or months lie between those that hold the two days. */
function periodsBetween(every: Recurrence["every"], from: Day, to: Day): number {
  if (every === "day") return daysBetween(from, to)
  if (every === "week") return daysBetween(addDays(from, 1 - weekday(from)), addDays(to, 1 - weekday(to))) / 7
  const [a, b] = [partsOf(from), partsOf(to)]
  return b.year * 12 + b.month - (a.year * 12 + a.month)
}
