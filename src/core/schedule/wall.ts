import { type Day, dayOf, instantAt, partsOf, startOfDay, type WallTime, wallTime } from "../time/zone"

/** A minute on a wall, without a zone: "2026-12-01T10:00". Texts of this form sort as the minutes do. */
export type Wall = string

/** Clocks that are ahead of all others (UTC+14): a wall time comes there first. */
export const FIRST_ZONE = "Pacific/Kiritimati"
/** Clocks that are behind all others (UTC-12). */
export const LAST_ZONE = "Etc/GMT+12"

export const isWall = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)
export const wallAt = (day: Day, time: string): Wall => `${day}T${time}`
export const dayOfWall = (wall: Wall): Day => wall.slice(0, 10)

/**
 * When the clock on the wall of `zone` shows this minute: of a minute that comes twice in autumn the first, for one
 * that is left out in spring the first minute after the gap (GUARANTEES F6).
 */
export function dueInZone(wall: Wall, zone: string): Date {
  const key = `${zone} ${wall}`
  const known = found.get(key)
  if (known !== undefined) return new Date(known)
  const due = findDue(wall, zone)
  if (found.size >= KEPT) found.clear()
  found.set(key, due.getTime())
  return due
}

// Whole crowds ask about the same minute of the same few zones.
const KEPT = 1_000
const found = new Map<string, number>()

function findDue(wall: Wall, zone: string): Date {
  const [hour, minute] = wall.slice(11).split(":").map(Number) as [number, number]
  const asked = { ...partsOf(dayOfWall(wall)), hour, minute, second: 0, millisecond: 0 }
  const instant = instantAt(asked, zone)
  return utcOf(wallTime(instant, zone)) === utcOf(asked) ? instant : afterGap(instant, zone)
}

/** The moment at which the clock leapt to the offset that it has at `beyond`, found by halving. */
function afterGap(beyond: Date, zone: string): Date {
  const offset = (at: number) => utcOf(wallTime(new Date(at), zone)) - at
  const after = offset(beyond.getTime())
  // A gap can be a whole day: Samoa left out one in 2011.
  let [before, late] = [beyond.getTime() - 2 * DAY_MS, beyond.getTime()]
  while (late - before > 1) {
    const middle = Math.floor((before + late) / 2)
    if (offset(middle) === after) late = middle
    else before = middle
  }
  return new Date(late)
}

const DAY_MS = 86_400_000
const utcOf = (wall: WallTime): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.millisecond)

/** Does the calendar of `zone` have this day? One that crossed the date line has left one out. */
export const hasDay = (day: Day, zone: string): boolean => dayOf(startOfDay(day, zone), zone) === day
