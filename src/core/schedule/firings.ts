import type { RecurringSchedule } from "../canvas/plan-settings"
import { addDays, type Day, dayOf } from "../time/zone"
import { daysOf } from "./days"
import { dayOfWall, dueInZone, FIRST_ZONE, hasDay, LAST_ZONE, type Wall, wallAt } from "./wall"

/** A recurring schedule that knows the day from which its intervals are counted. */
export type Anchored = RecurringSchedule & { from: Day }

/** One firing. `slot` is the minute on the wall: its name, unique in a plan. */
export type Firing = {
  slot: Wall
  /** When the store's clock shows it. */
  at: Date
  /** When the first person is due: earlier than `at` on the customers' own clocks. */
  first: Date
  /** When the last person is due. */
  last: Date
}

/** The minute one chose and published in still counts as now. */
export const GRACE_MS = 60_000

/** Counts intervals from today, or from tomorrow when today's time is over, unless the schedule says from when. */
export function anchored(schedule: RecurringSchedule, { now, zone }: { now: Date; zone: string }): Anchored {
  if (schedule.from) return { ...schedule, from: schedule.from }
  const today = dayOf(now, zone)
  const isOver = dueInZone(wallAt(today, schedule.time), zone).getTime() + GRACE_MS <= now.getTime()
  return { ...schedule, from: isOver ? addDays(today, 1) : today }
}

/**
 * The firings of a schedule in the store's `zone`, rising: those whose slot is later than `after`, or all. Each day has
 * one at most, whatever its clocks do; a day that the zone's calendar left out has none.
 */
export function* firingsOf(
  schedule: Anchored,
  { zone, after = "" }: { zone: string; after?: Wall },
): Generator<Firing> {
  const { time, from, to } = schedule
  const start = after ? dayOfWall(after) : from
  for (const day of daysOf(schedule, start > from ? start : from)) {
    if (to && day > to) return
    const slot = wallAt(day, time)
    if (slot > after && hasDay(day, zone)) yield firingAt(slot, { whose: schedule.zone, zone })
  }
}

/** The firing at a minute on the wall, on the store's clock or on each customer's. */
export function firingAt(slot: Wall, { whose, zone }: { whose: "store" | "customer"; zone: string }): Firing {
  const at = dueInZone(slot, zone)
  if (whose === "store") return { slot, at, first: at, last: at }
  return { slot, at, first: dueInZone(slot, FIRST_ZONE), last: dueInZone(slot, LAST_ZONE) }
}

/** The next firings after an instant on the store's clock, `limit` of them at most. */
export function nextFirings(
  schedule: Anchored,
  { after, zone, limit }: { after: Date; zone: string; limit: number },
): Firing[] {
  const found: Firing[] = []
  const dayBefore = addDays(dayOf(after, zone), -1)
  for (const firing of firingsOf(schedule, { zone, after: wallAt(dayBefore, "00:00") })) {
    if (found.length >= limit) break
    if (firing.at > after) found.push(firing)
  }
  return found
}

/**
 * What a plan whose next firing was `slot` has to do now: run the latest firing that is due (`missed`: the earlier ones
 * it stands in for, GUARANTEES F10), and come back for the next; each null when there is none.
 */
export function catchUp(
  schedule: Anchored,
  { slot, now, zone }: { slot: Wall; now: Date; zone: string },
): { due: Firing | null; missed: number; next: Firing | null } {
  const first = firingAt(slot, { whose: schedule.zone, zone })
  if (first.first > now) return { due: null, missed: 0, next: first }
  let [due, missed] = [first, 0]
  for (const firing of firingsOf(schedule, { zone, after: slot })) {
    if (firing.first > now) return { due, missed, next: firing }
    due = firing
    missed++
  }
  return { due, missed, next: null }
}
