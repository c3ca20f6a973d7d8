import type { OneTimeSchedule } from "../canvas/plan-settings"
import { type Problem, problemsOf } from "../problem"
import { instantAt, isDay } from "../time/zone"

const refuse = problemsOf({
  "schedule/no-such-day": {
    message: "There is no day {day}.",
    hint: "Choose a day of the calendar.",
  },
  "schedule/past": {
    message: "The time {at} is over.",
    hint: "Choose a later time, or start the plan now.",
  },
})

/** The minute one chose and published in still counts as now. */
const GRACE_MS = 60_000
/** Clocks there are ahead of all others (UTC+14): a wall time comes there first. */
const FIRST_ZONE = "Pacific/Kiritimati"

/**
 * The instant at which a one-time plan starts, or why it cannot. With the customers' own clocks this is when the
 * first of them may be due; `dueInZone` says when the others are.
 */
export function dueAt(
  schedule: OneTimeSchedule,
  { now, zone }: { now: Date; zone: string },
): { at: Date; problems: [] } | { at: null; problems: Problem[] } {
  if (schedule.at === "now") return { at: now, problems: [] }
  const day = schedule.at.slice(0, 10)
  if (!isDay(day))
    return { at: null, problems: [refuse("schedule/no-such-day", "settings.schedule.at", { day })] }
  const inStore = dueInZone(schedule.at, zone)
  if (inStore.getTime() + GRACE_MS <= now.getTime())
    return {
      at: null,
      problems: [refuse("schedule/past", "settings.schedule.at", { at: schedule.at.replace("T", " ") })],
    }
  return { at: schedule.zone === "customer" ? dueInZone(schedule.at, FIRST_ZONE) : inStore, problems: [] }
}

/** When the clock on the wall of `zone` shows the wall time "2026-12-01T10:00". */
export function dueInZone(wall: string, zone: string): Date {
  const [year, month, day, hour, minute] = wall.split(/[-T:]/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return instantAt({ year, month, day, hour, minute, second: 0 }, zone)
}
