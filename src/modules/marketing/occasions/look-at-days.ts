import { dueInZone, FIRST_ZONE } from "../../../core/schedule/wall"
import { addDays, type Day, dayOf, isZone, startOfDay } from "../../../core/time/zone"
import type { Daily } from "../../../extension/starts"
import type { SelectPeople } from "../audience/select-people"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { ReadDrawing } from "../engine/drawing"
import type { MarketingOptions } from "../options"
import { isPassing } from "../passing"
import { type CalendarNode, insertDayOccasions, listenersOfDays, markLooked, readMeant } from "./store/days"

/** What nodes listen to that look at the calendar instead of events. */
export const DAY = "day"
const DAY_MS = 86_400_000
const PAGE = 5_000

type Parts = {
  database: Database
  clock: Clock
  readDrawing: ReadDrawing
  selectPeople: SelectPeople
  options: MarketingOptions
}

/**
 * Asks once a day whom a birthday, an anniversary or an expiry means, as soon as its hour comes anywhere, and keeps an
 * occasion for each, due at that hour of the store's clock or of their own. A day that was slept through is made up for within
 * 24 hours, later it is over. Answers true when it found people.
 */
export const lookAtDays = (parts: Parts) => async (): Promise<boolean> => {
  const now = await parts.clock.now()
  let found = 0
  const failures: unknown[] = []
  for (const node of await listenersOfDays(parts.database, DAY))
    try {
      found += await lookAround(parts, node, now)
    } catch (error) {
      if (isPassing(error)) throw error
      failures.push(error)
    }
  // What one plan's calendar cannot be asked keeps no other from theirs (G10).
  if (failures.length > 0) throw failures[0]
  return found > 0
}

async function lookAround(parts: Parts, node: CalendarNode, now: Date): Promise<number> {
  const { stops } = await parts.readDrawing(node.plan_no, node.version)
  const stop = stops.get(node.node)
  const daily = stop?.starts?.daily?.(stop.settings)
  if (!daily) return 0
  const today = dayOf(now, parts.options.timezone)
  let found = 0
  for (const day of [addDays(today, -1), today, addDays(today, 1)]) {
    const dueIn = (zone: string) => dueInZone(`${day}T${daily.time}`, zone)
    const opens = dueIn(daily.zone === "customer" ? FIRST_ZONE : parts.options.timezone)
    if (opens > now || opens.getTime() <= now.getTime() - DAY_MS) continue
    found += await parts.database.transaction((tx) => look(parts, tx, { ...node, day, daily, dueIn }))
  }
  return found
}

type Look = CalendarNode & {
  day: Day
  daily: Daily
  dueIn: (zone: string) => Date
}

async function look({ selectPeople, options }: Parts, tx: Sql, look: Look): Promise<number> {
  const { plan_no, version, node, since, day, daily, dueIn } = look
  if (!(await markLooked(tx, { plan_no, node, day }))) return 0
  // The end of that day: whatever the hour of the look, the rule counts whole days of the store's calendar.
  const ends = new Date(startOfDay(addDays(day, 1), options.timezone).getTime() - 1)
  const meant = await selectPeople({ rule: daily.rule, tx, now: ends })
  const rested = daily.rest_days && new Date(ends.getTime() - daily.rest_days * DAY_MS)
  const people = await readMeant(tx, meant, { plan_no, node, rested: rested || null })
  const dueOf = new Map<string, Date>()
  const due = (zone: string | null): Date => {
    const own = daily.zone === "customer" && zone && isZone(zone) ? zone : options.timezone
    const known = dueOf.get(own) ?? dueIn(own)
    dueOf.set(own, known)
    return known
  }
  const rows = people
    .map(({ pid, zone }) => ({ pid, due_at: due(zone) }))
    // What was due before the plan was published is not made up for.
    .filter(({ due_at }) => due_at >= since)
  for (let from = 0; from < rows.length; from += PAGE)
    await insertDayOccasions(tx, { plan_no, version, node, day }, rows.slice(from, from + PAGE))
  return rows.length
}
