/** The model's own calendar: it asks the runtime what a clock on a wall shows and looks for the minute it wants. */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  })
  formats.set(zone, made)
  return made
}

/** "2026-03-29T10:00" as the wall of `zone` shows it at this moment. */
export function wallOf(at: number, zone: string): string {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`
}

export const dayOf = (at: number, zone: string): string => wallOf(at, zone).slice(0, 10)
export const nextDay = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T12:00Z`) + days * DAY).toISOString().slice(0, 10)
export const weekdayOf = (day: string): string =>
  ["sun", "mon", "tue", "wed", "thu", "fri", "sat"][new Date(`${day}T12:00Z`).getUTCDay()]!

/** When the wall of `zone` shows this minute. Minutes that a change of clocks leaves out or repeats are not asked for. */
export function momentOf(wall: string, zone: string): number {
  const wanted = Date.parse(`${wall}Z`)
  for (let quarters = -14 * 4; quarters <= 14 * 4; quarters++) {
    const at = wanted + quarters * 15 * MINUTE
    if (wallOf(at, zone) === wall) return at
  }
  throw new Error(`${zone} never shows ${wall}.`)
}
