export type Day = { day: string; net: number; orders: number }

const DAY_MS = 86_400_000

/** One point for each day of the period, also for days on which nothing was sold. `as_of` is the last of them. */
export function daily(points: Day[], as_of: string, days: number): Day[] {
  const known = new Map(points.map((point) => [point.day.slice(0, 10), point]))
  const last = Date.parse(`${as_of.slice(0, 10)}T00:00:00Z`)
  return Array.from({ length: days }, (_, i) => {
    const day = new Date(last - (days - 1 - i) * DAY_MS).toISOString().slice(0, 10)
    return known.get(day) ?? { day, net: 0, orders: 0 }
  })
}
