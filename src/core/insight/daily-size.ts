import { addDays, type Day, daysBetween } from "../time/zone"
import type { DailySize } from "./insight"

/** Who came into a segment and who left it on a day. */
export type Moved = { day: Day; entered: number; left: number }

/**
 * The size of a segment at the end of each of the last `days` days until today, from all that ever moved. It begins with the
 * first day on which anybody came; nothing ever moved: no days.
 */
export function dailySizes(moved: Moved[], today: Day, days: number): DailySize[] {
  const known = new Map(moved.map((one) => [one.day, one]))
  const oldest = moved.map(({ day }) => day).sort()[0]
  if (!oldest || oldest > today) return []
  const earliest = addDays(today, 1 - days)
  const first = oldest > earliest ? oldest : earliest
  let size = 0
  for (const { day, entered, left } of moved) if (day < first) size += entered - left
  return Array.from({ length: daysBetween(first, today) + 1 }, (_, i) => {
    const day = addDays(first, i)
    const { entered, left } = known.get(day) ?? { entered: 0, left: 0 }
    size += entered - left
    return { day, size, entered, left }
  })
}
