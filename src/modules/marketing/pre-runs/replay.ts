import type { FirstIn, PreRunResult } from "../../../core/pre-run/result"
import type { Rule } from "../../../core/rules/schema"
import { onceADay } from "../../../core/time/once-a-day"
import { dayOf } from "../../../core/time/zone"
import type { Recall } from "../audience/recall-people"
import type { Sql } from "../database"
import { doingsOf, type Surroundings } from "../doings"
import type { Drawing } from "../engine/drawing"
import type { PlanNow } from "../plans/get-plan"
import { type Arrivals, heardBy, triggersOf } from "./arrivals"
import { assumeKnown, assumeThen, factsAsToday } from "./assume-then"
import { type Crowd, crowdOf, notePassed } from "./crowd"
import { deedsOf, type Entered } from "./deeds"
import { factsThen } from "./facts-then"
import { atFirings, audienceRules } from "./firings-then"
import { follow } from "./follow"
import { personsOf } from "./persons"
import { asksIn, takesBack } from "./plan-facts"
import type { ReplayParts } from "./replay-plan"
import { createRounds, type Round } from "./rounds"
import { createTally, type Tally } from "./tally"
import { breatheWhileWanted, mustBeWanted, type Waiting } from "./waiting"
import { walkAhead } from "./walk-ahead"

const DAY_MS = 86_400_000
/** So many of the first who came in are told by name. */
const FIRST = 50

type Ground = {
  plan: PlanNow & { no: number }
  drawing: Drawing
  winners: ReadonlyMap<string, string | null>
  surroundings: Pick<Surroundings, "groups" | "attributes">
  days: number
  now: Date
  most_arrivals: number
  sql: Sql
  waiting: Waiting
}

/** Walks everybody through the last days at their own moments, in rounds: who comes in again does so when it is known how they left. */
export async function replay(parts: ReplayParts, ground: Ground): Promise<PreRunResult> {
  const { registry, options } = parts
  const { plan, drawing, winners, days, now, sql } = ground
  const from = new Date(now.getTime() - days * DAY_MS)
  const breathe = breatheWhileWanted(ground.waiting)
  const mustGoOn = () => mustBeWanted(ground.waiting)
  const tally = createTally()
  await assumeThen(drawing, registry, tally, (stop) => parts.hasHistory(sql, stop, from))
  const recall = await parts.recallPeople(sql, {
    rules: everyRule(ground, parts),
    without: { plan_no: plan.no, since: from },
  })
  assumeKnown(drawing, registry, recall, tally)
  const turned_away: Record<string, number> = {}
  const turnAway = (node: string, reason: string, at: number) => {
    turned_away[reason] = (turned_away[reason] ?? 0) + 1
    if (plan.type !== "triggered") return
    tally.came(node, at)
    tally.went(node, reason, at)
  }
  const { arrivals, audience } = await whoCame(parts, ground, {
    ...{ from, recall, tally, turnAway, breathe, mustGoOn },
  })
  const entries = await parts.recallEntries(sql, { plan, drawing, from })
  const held: Entered[] = []
  const entered: Entered[] = []
  const onHeldOut = (pid: number, at: number) => void held.push({ pid, at })
  const next = await createRounds({ arrivals, entries, turnAway, onHeldOut, breathe, mustGoOn })

  const { pids, placeOf } = personsOf(arrivals.pid)
  const do_not_disturb = plan.settings.do_not_disturb ?? null
  const sends = await parts.foreseeSends(sql, { plan, do_not_disturb, now: from, pids, placeOf })
  const gifts = await parts.foreseeGifts(sql, { plan_no: plan.no, now: from, takes: takesBack(plan.canvas) })
  const doings = doingsOf({ ...ground.surroundings, plan, asked: recall.partsOf(asksIn(drawing)) })
  const first: FirstIn[] = []
  for (let round = await next(), n = 0; round !== null; round = await next(), n++) {
    const { pid, at, due } = round
    const crowd = crowdOf({ pid, due }, drawing)
    const told = earliestOf(at)
    const enteredAt = (place: number) => new Date(at[place]!)
    const { witness, ended, ways } = follow(
      { sql, drawing, crowd, doings, recallMoments: parts.recallMoments, enteredAt, until: now },
      told,
    )
    const facts = factsThen({ recall, crowd, doings, enteredAt, winners, breathe })
    const personAt = (place: number) => placeOf(pid[place]!)!
    if (n > 0) for (const { id, pace } of drawing.stops.values()) if (pace) tally.assume(id, "by_turns")
    await walkAhead(
      {
        ...{ drawing, crowd, plan_no: plan.no, enteredAt, zone: options.timezone, until: now.getTime() },
        ...{ chanceOf: parts.chanceOf, facts, gifts, tally, breathe, witness },
        sends: {
          load: (channel, places) => sends.load(channel, [...new Set(places.map(personAt))]),
          judge: (message) => sends.judge({ ...message, place: personAt(message.place) }),
        },
      },
      comingIn(round, arrivals, { crowd, tally, ended: witness.ended }),
    )
    for (let place = 0; place < pid.length; place++) {
      entered.push({ pid: pid[place]!, at: at[place]! })
      if (!Number.isNaN(ended[place]!)) entries.left(pid[place]!, ended[place]!)
    }
    for (const [place, { way, ended }] of ways) {
      const { node } = arrivals.doors[round.door[place]!]!
      const entered_at = new Date(at[place]!).toISOString()
      first.push({ pid: pid[place]!, entered_at, way: [node, ...way], ended })
    }
  }
  const order = [...plan.canvas.nodes.map((node) => node.id)].sort(
    (one, other) => (drawing.rank.get(one) ?? 0) - (drawing.rank.get(other) ?? 0),
  )
  const window = { window_days: plan.settings.attribution.window_days, now, mustGoOn }
  return {
    as_of: now.toISOString(),
    begins_at: from.toISOString(),
    until: now.toISOString(),
    entry: { audience, entered: entered.length, held_out: held.length, turned_away },
    ...tally.sum(order, { registry, zone: options.timezone }),
    ...gifts.sum(),
    replay: {
      days,
      per_day: perDay(entered, held, options.timezone),
      as_today: factsAsToday(drawing, registry, recall),
      deeds: {
        window_days: window.window_days,
        entered: await deedsOf(sql, entered, window),
        held_out: await deedsOf(sql, held, window),
      },
      first: first.sort((a, b) => (a.entered_at < b.entered_at ? -1 : 1)).slice(0, FIRST),
    },
  }
}

type Gathering = {
  from: Date
  recall: Recall
  tally: Tally
  turnAway: (node: string, reason: string, at: number) => void
  breathe: () => Promise<void> | null
  mustGoOn: () => void
}

async function whoCame(
  parts: ReplayParts,
  { plan, drawing, now: to, most_arrivals, sql }: Ground,
  { tally, ...gathering }: Gathering,
): Promise<{ arrivals: Arrivals; audience: number }> {
  const around = { ...gathering, sql, drawing, to, most_arrivals }
  if (plan.type === "triggered") {
    const { arrivals, heard } = await heardBy({ ...around, recallOccasions: parts.recallOccasions })
    return { arrivals, audience: heard }
  }
  const { registry, peopleAtDoors, foreseeEntries, options } = parts
  const { arrivals, audience, stood } = await atFirings({
    ...around,
    ...{ plan, zone: options.timezone, registry, peopleAtDoors, foreseeEntries },
  })
  for (const [node, heads] of stood) tally.stood(node, heads)
  return { arrivals, audience }
}

/** Every rule that anybody will be asked about. */
function everyRule({ plan, drawing }: Ground, { registry }: ReplayParts): Rule[] {
  const started = triggersOf(drawing).flatMap(({ starts, settings }) => [
    starts?.conditions?.(settings) ?? [],
    starts?.daily?.(settings).rule ?? [],
  ])
  return [
    ...started.flat(),
    ...audienceRules(plan.canvas, registry),
    ...[...drawing.stops.values()].flatMap(({ rules }) => rules.map(({ rule }) => rule)),
    ...drawing.watches.map(({ rule }) => rule),
  ]
}

/** Everybody of a round at the first card behind their door; whose door leads nowhere is through. */
function comingIn(
  { door, at }: Round,
  { doors }: Arrivals,
  { crowd, tally, ended }: { crowd: Crowd; tally: Tally; ended: (place: number, reason: string) => void },
): Map<string, number[]> {
  const first = new Map<string, number[]>()
  for (let place = 0; place < door.length; place++) {
    const { node, port, to } = doors[door[place]!]!
    tally.came(node, at[place]!)
    tally.went(node, port, at[place]!)
    notePassed(crowd, node, place, at[place]!)
    if (to === null) {
      tally.through()
      ended(place, "")
      continue
    }
    const people = first.get(to)
    if (people) people.push(place)
    else first.set(to, [place])
  }
  return first
}

/** The places of the first who came in; who is among the first of all is among the first of their round. */
function earliestOf(at: Float64Array): number[] {
  let first: number[] = []
  for (let place = 0; place < at.length; place++) {
    first.push(place)
    if (first.length < 20 * FIRST) continue
    first = first.sort((a, b) => at[a]! - at[b]! || a - b).slice(0, FIRST)
  }
  return first.sort((a, b) => at[a]! - at[b]! || a - b).slice(0, FIRST)
}

function perDay(entered: Entered[], held: Entered[], zone: string) {
  const days = new Map<string, { entered: number; held_out: number }>()
  const dayAt = onceADay((at) => dayOf(at, zone))
  const count = (people: Entered[], what: "entered" | "held_out") => {
    for (const { at } of people) {
      const day = dayAt(at)
      const counted = days.get(day) ?? { entered: 0, held_out: 0 }
      counted[what]++
      days.set(day, counted)
    }
  }
  count(entered, "entered")
  count(held, "held_out")
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counted]) => ({ day, ...counted }))
}
