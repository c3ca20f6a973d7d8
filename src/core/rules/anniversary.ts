import { addDays, type Day, isLeap, partsOf } from "../time/zone"

/**
 * The month-days (month * 100 + day) whose anniversary falls on `today` or one of the next `days` days.
 * Who was born on 29 February celebrates on the 28th in other years.
 */
export function anniversariesWithin(today: Day, days: number): number[] {
  const found = new Set<number>()
  for (let step = 0; step <= Math.min(days, 366); step++) {
    const { year, month, day } = partsOf(addDays(today, step))
    found.add(month * 100 + day)
    if (month === 2 && day === 28 && !isLeap(year)) found.add(229)
  }
  return [...found]
}

/** A month by number, or "this", "next", "previous". */
export function monthsAsked(value: unknown, today: Day): number {
  if (typeof value === "number") return value
  const { month } = partsOf(today)
  const shift = value === "next" ? 1 : value === "previous" ? -1 : 0
  return ((month - 1 + shift + 12) % 12) + 1
}
