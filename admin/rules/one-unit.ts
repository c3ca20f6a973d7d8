import type { Duration, TimeUnit } from "./rule"

export const UNITS = ["minutes", "hours", "days", "weeks"] as const satisfies readonly TimeUnit[]
const MINUTES: Record<TimeUnit, number> = { minutes: 1, hours: 60, days: 1440, weeks: 10_080 }

/** A span in one unit: the one it is written in, or, of several, the largest in which it is a whole number. */
export function inOneUnit(span: Duration | undefined): { unit: TimeUnit; amount: number | undefined } {
  const used = UNITS.filter((unit) => span?.[unit] !== undefined)
  const [only = "days"] = used
  if (used.length < 2) return { unit: only, amount: span?.[only] }
  const minutes = used.reduce((sum, unit) => sum + (span?.[unit] ?? 0) * MINUTES[unit], 0)
  const unit = [...UNITS].reverse().find((one) => minutes % MINUTES[one] === 0) ?? "minutes"
  return { unit, amount: minutes / MINUTES[unit] }
}
