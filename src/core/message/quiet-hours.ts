import { addDays, dayOf, instantAt, partsOf, wallTime } from "../time/zone"

const MINUTE_MS = 60_000

/** Minutes since midnight of "08:30". */
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/**
 * Until when it is quiet for somebody whose clock shows `zone`, or null when it is not. The window begins at `from` and
 * ends at `to`, which may be the next day ("21:00" to "08:00").
 */
export function quietUntil({ from, to }: { from: string; to: string }, now: Date, zone: string): Date | null {
  const wall = wallTime(now, zone)
  const at = wall.hour * 60 + wall.minute
  const [first, end] = [minutesOf(from), minutesOf(to)]
  const overnight = first > end
  const isQuiet = overnight ? at >= first || at < end : at >= first && at < end
  if (!isQuiet) return null
  const today = dayOf(now, zone)
  const day = overnight && at >= first ? addDays(today, 1) : today
  const over = instantAt({ ...partsOf(day), hour: Math.floor(end / 60), minute: end % 60, second: 0 }, zone)
  // In the hour that an autumn night has twice, the first `to` may be past already.
  return over > now ? over : new Date(now.getTime() + (end - at) * MINUTE_MS)
}
