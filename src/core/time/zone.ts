/**
 * Wall time and instants. A zone is an IANA name; a day is text "YYYY-MM-DD" (so it sorts and never shifts).
 * Weeks start on Monday (ISO 8601).
 */
export type Day = string
export type Unit = "day" | "week" | "month" | "quarter" | "year"
export type WallTime = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

const DAY_MS = 86_400_000

// A formatter costs about 50 µs to make and its zone never changes: one a zone, kept.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    })
    formatters.set(zone, formatter)
  }
  return formatter
}

/** Is this a zone the platform knows? */
export function isZone(zone: string): boolean {
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}

// Rules ask about the same instants (now, the edges of windows) once a person: the latest of each zone are kept.
const KEPT = 1_000
const walls = new Map<string, Map<number, Readonly<WallTime>>>()

/** What the clock on the wall shows in `zone` at this instant. */
export function wallTime(at: Date, zone: string): Readonly<WallTime> {
  const known = walls.get(zone) ?? new Map<number, Readonly<WallTime>>()
  const found = known.get(at.getTime())
  if (found) return found
  const wall = readWall(at, zone)
  if (known.size >= KEPT) known.clear()
  walls.set(zone, known.set(at.getTime(), wall))
  return wall
}

function readWall(at: Date, zone: string): WallTime {
  const part: Record<string, string> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(at)) part[type] = value
  const year = part.era === "BC" ? 1 - Number(part.year) : Number(part.year)
  const millisecond = ((at.getTime() % 1000) + 1000) % 1000
  return {
    year,
    month: Number(part.month),
    day: Number(part.day),
    hour: Number(part.hour),
    minute: Number(part.minute),
    second: Number(part.second),
    millisecond,
  }
}

/**
 * The instant at which the wall in `zone` shows this. A time that is skipped (spring) is moved forward by the
 * length of the gap; of a time that happens twice (autumn) the first is taken.
 */
export function instantAt(
  wall: Omit<WallTime, "millisecond"> & { millisecond?: number },
  zone: string,
): Date {
  const asUtc = utc(wall)
  // The offset half a day or more before and after: at most one change lies between.
  const before = offset(asUtc - DAY_MS, zone)
  const after = offset(asUtc + DAY_MS, zone)
  const first = asUtc - before
  if (offset(first, zone) === before) return new Date(first)
  const second = asUtc - after
  if (offset(second, zone) === after) return new Date(second)
  return new Date(first)
}

const utc = (wall: Omit<WallTime, "millisecond"> & { millisecond?: number }): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.millisecond ?? 0)

/** Wall time minus UTC in milliseconds at an instant. */
const offset = (at: number, zone: string): number => utc(wallTime(new Date(at), zone)) - at

/** The day that the calendar in `zone` shows at this instant. */
export function dayOf(at: Date, zone: string): Day {
  const wall = wallTime(at, zone)
  return dayText(wall.year, wall.month, wall.day)
}

const dayText = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`

/** A real day of the calendar, written "YYYY-MM-DD"? ("2026-02-29" is not.) */
export function isDay(text: unknown): text is Day {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

export const partsOf = (day: Day): { year: number; month: number; day: number } => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  day: Number(day.slice(8, 10)),
})

/** The first instant of a day in a zone (not always midnight: some zones skip it). */
export const startOfDay = (day: Day, zone: string): Date =>
  instantAt({ ...partsOf(day), hour: 0, minute: 0, second: 0 }, zone)

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`. */
export const daysBetween = (from: Day, to: Day): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate()

/** Same day of another month; the last day when that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: date } = partsOf(day)
  const index = year * 12 + (month - 1) + months
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1]
  return dayText(y, m, Math.min(date, daysInMonth(y, m)))
}

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** First day of the day, week, month, quarter or year that holds `day`, moved by `steps` of them. */
export function firstDayOf(unit: Unit, day: Day, steps = 0): Day {
  if (unit === "day") return addDays(day, steps)
  if (unit === "week") return addDays(day, 1 - weekday(day) + steps * 7)
  const { year, month } = partsOf(day)
  if (unit === "month") return addMonths(dayText(year, month, 1), steps)
  if (unit === "quarter") return addMonths(dayText(year, month - ((month - 1) % 3), 1), steps * 3)
  return dayText(year + steps, 1, 1)
}

/** First instant of the day, week, month, quarter or year around `at`, moved by `steps` of them. */
export const startOf = (unit: Unit, at: Date, zone: string, steps = 0): Date =>
  startOfDay(firstDayOf(unit, dayOf(at, zone), steps), zone)
