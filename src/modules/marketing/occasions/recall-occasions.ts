import type { Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import { dueInZone, FIRST_ZONE } from "../../../core/schedule/wall"
import { addDays, type Day, dayOf, isZone, startOfDay } from "../../../core/time/zone"
import type { Daily, HeardEvent } from "../../../extension/starts"
import type { Recall } from "../audience/recall-people"
import type { SelectPeople } from "../audience/select-people"
import type { Sql } from "../database"
import type { Stop } from "../engine/drawing"
import type { MarketingOptions } from "../options"
import {
  isYounger,
  readLastPid,
  readPastEvents,
  readPastMoves,
  readWhoDid,
  readWhoLoses,
  readZones,
} from "./store/past"

/** People looked at together. */
const TOGETHER = 1000
/** Of those who move between segments most are looked over. */
const RANGE = 50_000
const DAY_MS = 86_400_000
/** No trigger looks further ahead for what expires. */
const LOOKS_AHEAD_DAYS = 62
/** "segment_entered:<id>" */
const MOVED = /^segment_(entered|left):(.+)$/

type Asked = { stop: Stop; from: Date; to: Date; recall: Recall }

/** Something a trigger would have heard of somebody. Moments are milliseconds. */
export type PastOccasion = {
  pid: number
  at: number
  /** From where its conditions look back. */
  since: number
  /** When they would have been looked at. */
  due: number
  /** They did it again before that. */
  again: boolean
  event: HeardEvent | null
  /** Who came in here after this moment does not come again. */
  rested: number | null
}

export type RecallOccasions = ReturnType<typeof recallOccasions>

/**
 * What a trigger would have heard between two moments, by people, as the events, the movements of segments and the calendar tell it.
 * What happened before `from` is not heard, as by a plan that is published then; what was due only after `to` is left out.
 */
export const recallOccasions = ({
  options,
  selectPeople,
}: {
  options: MarketingOptions
  selectPeople: SelectPeople
}) =>
  async function* (sql: Sql, asked: Asked): AsyncGenerator<PastOccasion[]> {
    const { starts, settings } = asked.stop
    const delay = starts?.delay?.(settings) ?? 0
    const names = starts?.events?.(settings) ?? []
    yield* ofEvents(
      sql,
      asked,
      names.filter((name) => !MOVED.test(name)),
      delay,
    )
    for (const name of names) {
      const [, how, segment_id] = MOVED.exec(name) ?? []
      if (!segment_id) continue
      const moved = { name, how: how as "entered" | "left", segment_id, delay }
      const last = await readLastPid(sql)
      for (let after = 0; after < last; after += RANGE) yield await ofMoves(sql, asked, moved, after)
    }
    const daily = starts?.daily?.(settings)
    if (daily) yield* ofDays(sql, asked, daily, { options, selectPeople })
  }

/** Whether what a trigger would have heard is known from `from` on: not of a younger segment, nor of the catalogue. */
export const hasHistory =
  () =>
  async (sql: Sql, { starts, settings }: Stop, from: Date): Promise<boolean> => {
    if (starts?.catalog) return false
    for (const name of starts?.events?.(settings) ?? []) {
      const segment_id = MOVED.exec(name)?.[2]
      if (segment_id && (await isYounger(sql, segment_id, from))) return false
    }
    return true
  }

export type HasHistory = ReturnType<typeof hasHistory>

async function* ofEvents(
  sql: Sql,
  { from, to }: Asked,
  names: string[],
  delay: number,
): AsyncGenerator<PastOccasion[]> {
  if (names.length === 0) return
  const who = await readWhoDid(sql, names, { from, to })
  for (let first = 0; first < who.length; first += TOGETHER) {
    const pids = [...who.slice(first, first + TOGETHER)]
    const events = await readPastEvents(sql, { names, pids, from, to })
    yield events.flatMap(({ pid, at, since, ...event }, index): PastOccasion[] => {
      const due = at.getTime() + delay
      if (due > to.getTime()) return []
      let next = index + 1
      while (events[next]?.pid === pid && events[next]!.at.getTime() === at.getTime()) next++
      const again = events[next]?.pid === pid && events[next]!.at.getTime() <= due
      const heard = { ...event, at }
      return [{ pid, at: at.getTime(), since: since.getTime(), due, again, event: heard, rested: null }]
    })
  }
}

type Moved = { name: string; how: "entered" | "left"; segment_id: string; delay: number }

async function ofMoves(
  sql: Sql,
  { from, to }: Asked,
  { name, how, segment_id, delay }: Moved,
  after: number,
): Promise<PastOccasion[]> {
  const moves = await readPastMoves(sql, { segment_id, how, from, to, after, upto: after + RANGE })
  const event = { name, amount: null, currency: null, trusted: true, props: {} }
  return moves.flatMap(({ pid, at }): PastOccasion[] => {
    const ms = at.getTime()
    return ms + delay > to.getTime()
      ? []
      : [{ pid, at: ms, since: ms, due: ms + delay, again: false, event: { ...event, at }, rested: null }]
  })
}

type Parts = { options: MarketingOptions; selectPeople: SelectPeople }

/** Each day is asked for itself; what expires is asked of each person as of then, everything else of who they are today. */
async function* ofDays(
  sql: Sql,
  { from, to, recall }: Asked,
  daily: Daily,
  { options, selectPeople }: Parts,
): AsyncGenerator<PastOccasion[]> {
  const days: PastDay[] = []
  const last = addDays(dayOf(to, options.timezone), 1)
  for (let day = addDays(dayOf(from, options.timezone), -1); day <= last; day = addDays(day, 1)) {
    const one = dayThen(day, daily, options.timezone)
    if (one.opens <= to && one.opens.getTime() >= from.getTime() - DAY_MS) days.push(one)
  }
  const inTime = (occasion: PastOccasion) => occasion.due >= from.getTime() && occasion.due <= to.getTime()
  const losing = losingIn(daily.rule)
  if (!losing) {
    for (const day of days) {
      const meant = await selectPeople({ rule: daily.rule, tx: sql, now: day.ends })
      yield (await readZones(sql, meant)).map(({ pid, zone }) => occasionOf(pid, zone, day)).filter(inTime)
    }
    return
  }
  const asked = { rules: [daily.rule], fields: [] }
  const span = { from, to: new Date(to.getTime() + LOOKS_AHEAD_DAYS * DAY_MS) }
  const who = await readWhoLoses(sql, losing, span)
  for (let first = 0; first < who.length; first += TOGETHER) {
    const found: PastOccasion[] = []
    for (const [pid, history] of await recall.read(who.slice(first, first + TOGETHER), asked))
      for (const day of days) {
        const then = recall.asOf(history, day.ends)
        const zone = typeof history.profile.zone === "string" ? history.profile.zone : null
        if (recall.matches(daily.rule, then, day.ends)) found.push(occasionOf(pid, zone, day))
      }
    yield found.filter(inTime)
  }
}

type PastDay = { ends: Date; opens: Date; dueIn: (zone: string | null) => number; rested: number | null }

function dayThen(day: Day, { time, zone: whose, rest_days }: Daily, storeZone: string): PastDay {
  const ends = new Date(startOfDay(addDays(day, 1), storeZone).getTime() - 1)
  const known = new Map<string, number>()
  const due = (zone: string) => dueInZone(`${day}T${time}`, zone)
  const dueIn = (zone: string | null): number => {
    const own = whose === "customer" && zone && isZone(zone) ? zone : storeZone
    const at = known.get(own) ?? due(own).getTime()
    known.set(own, at)
    return at
  }
  return {
    ends,
    opens: due(whose === "customer" ? FIRST_ZONE : storeZone),
    dueIn,
    rested: rest_days ? ends.getTime() - rest_days * DAY_MS : null,
  }
}

function occasionOf(pid: number, zone: string | null, { dueIn, rested }: PastDay): PastOccasion {
  const due = dueIn(zone)
  return { pid, at: due, since: due, due, again: false, event: null, rested }
}

/** What runs out by this rule: who had it is asked as of each day. */
function losingIn(rule: Rule): "coupons" | "points" | null {
  for (const { condition } of conditionsIn(rule)) {
    if ("holds" in condition) return "coupons"
    if ("fact" in condition && condition.fact.startsWith("points.")) return "points"
  }
  return null
}
