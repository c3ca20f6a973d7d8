import type { PreRunResult } from "../../../core/pre-run/result"
import { Conflict, errorsIn, Refused } from "../../../core/problem"
import { beginOf } from "../../../core/schedule/check"
import type { Registry } from "../../../extension/registry"
import type { Groups, PeopleAtDoors } from "../audience/people-at-doors"
import type { RecallPeople } from "../audience/recall-people"
import type { ForeseeGifts } from "../benefits/foresee-gifts"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { doingsOf, readSurroundings, type Surroundings, type SurroundingsParts } from "../doings"
import type { ChanceOf } from "../engine/chance"
import type { DrawDraft, Drawing } from "../engine/drawing"
import type { ForeseeEntries, ForeseenEntries } from "../engine/foresee-entries"
import type { ForeseeSends } from "../messages/foresee-sends"
import type { MarketingOptions } from "../options"
import type { CheckPlan } from "../plans/check-plan"
import type { GetPlan, PlanNow } from "../plans/get-plan"
import type { ReadWinner } from "../split-tests/read-winner"
import { assume } from "./assume"
import { type Crowd, crowdOf, notePassed } from "./crowd"
import { type FactParts, factsAhead } from "./facts-ahead"
import { factsThen } from "./facts-then"
import { factsWithDoings } from "./facts-with-doings"
import { mustFindPlan } from "./list-pre-runs"
import { noteDoings, onlyDoings } from "./note-doings"
import { asksIn, digestOf, takesBack } from "./plan-facts"
import { refusePreRun } from "./problems"
import { readOnly } from "./read-only"
import { type KeptPreRun, keepPreRun } from "./store/pre-runs"
import { createTally, type Tally } from "./tally"
import { breatheWhileWanted, type Waiting } from "./waiting"
import { walkAhead } from "./walk-ahead"

const DAY_MS = 86_400_000
/** Nobody waits longer than a year at one node. */
const LOOKS_AHEAD_MS = 400 * DAY_MS
/** People who go round in circles would be followed for ever. */
const LOOKS_AHEAD_IN_CIRCLES_MS = 35 * DAY_MS

type Parts = FactParts &
  SurroundingsParts & {
    database: Database
    clock: Clock
    registry: Registry
    options: MarketingOptions
    getPlan: GetPlan
    checkPlan: CheckPlan
    peopleAtDoors: PeopleAtDoors
    drawDraft: DrawDraft
    chanceOf: ChanceOf
    readWinner: ReadWinner
    foreseeEntries: ForeseeEntries
    foreseeSends: ForeseeSends
    foreseeGifts: ForeseeGifts
    recallPeople: RecallPeople
  }

type Asked = { plan_id: string; actor: string; signal?: AbortSignal }

/**
 * What the draft of a plan would do if it began as it says, person by person: who comes in, which way they go, what they get and
 * when. Nothing is sent, given or written but the figures, which are kept. One at a time in each process, on one connection, in a
 * transaction that can only read.
 *
 * Everybody is taken to do nothing meanwhile; nodes where that matters say so. Throws Missing; Refused with everything that keeps the
 * plan from being published, and for triggered plans; Conflict while another is under way, when `signal` called it off or it takes too long.
 */
export const preRunPlan = (parts: Parts) => {
  let busy = false
  return async ({ plan_id, actor, signal }: Asked): Promise<KeptPreRun> => {
    const { database, clock, getPlan, checkPlan } = parts
    const plan_no = await mustFindPlan(database, plan_id)
    const plan = await getPlan({ plan_id })
    if (plan.type === "triggered") throw new Refused([refusePreRun("pre-run/triggered", "type")])
    if (busy) throw new Conflict("pre-run/busy", "Another pre-run is under way. Try again when it is over.")
    busy = true
    const now = () => performance.now()
    const waiting: Waiting = { signal, began: now(), now }
    try {
      const problems = errorsIn((await checkPlan({ plan_id })).problems)
      if (problems.length > 0) throw new Refused(problems)
      const at = await clock.now()
      const result = await lookAhead(parts, { ...plan, no: plan_no }, at, waiting)
      const { revision } = plan
      const took_ms = Math.round(now() - waiting.began)
      const run = { revision, digest: digestOf(plan), at, by: actor, took_ms, days: null, result }
      return await database.transaction((tx) => keepPreRun(tx, plan_no, run))
    } finally {
      busy = false
    }
  }
}

type Planned = PlanNow & { no: number }

async function lookAhead(parts: Parts, plan: Planned, now: Date, waiting: Waiting): Promise<PreRunResult> {
  const drawing = parts.drawDraft(plan.settings, plan.canvas)
  const groups = await parts.peopleAtDoors(plan.canvas, "pre-run")
  const winners = new Map<string, string | null>()
  for (const { id, winners: names } of drawing.stops.values())
    if (names.length > 0) winners.set(id, await parts.readWinner(plan.no, id))
  const surroundings = await readSurroundings(parts)
  return readOnly(parts.database, waiting, (sql) =>
    foresee(parts, { plan, drawing, groups, winners, surroundings, now, sql, waiting }),
  )
}

async function foresee(
  parts: Parts,
  {
    plan,
    drawing,
    groups,
    winners,
    surroundings,
    now,
    sql,
    waiting,
  }: {
    plan: Planned
    drawing: Drawing
    groups: Groups
    winners: ReadonlyMap<string, string | null>
    surroundings: Pick<Surroundings, "groups" | "attributes">
    now: Date
    sql: Sql
    waiting: Waiting
  },
): Promise<PreRunResult> {
  const { registry, options } = parts
  const { slot, begins } = beginning(plan, now, options.timezone)
  const circles = drawing.ways.circling.size > 0
  const until = begins.getTime() + (circles ? LOOKS_AHEAD_IN_CIRCLES_MS : LOOKS_AHEAD_MS)
  const { doors } = groups
  const entries = await parts.foreseeEntries(sql, { plan, drawing, doors, slot, begins })
  const tally = createTally()
  assume(drawing, registry, tally, { nobodyActs: true })
  await countGroups(sql, groups, tally)
  const crowd = crowdOf(entries, drawing)
  const { pid: pids, placeOf } = crowd
  const do_not_disturb = plan.settings.do_not_disturb ?? null
  const sends = await parts.foreseeSends(sql, { plan, do_not_disturb, now, pids, placeOf })
  const gifts = await parts.foreseeGifts(sql, { plan_no: plan.no, now, takes: takesBack(plan.canvas) })
  const breathe = breatheWhileWanted(waiting)
  const enteredAt = () => begins
  const asked = asksIn(drawing)
  const recall = await parts.recallPeople(sql, { rules: asked.rules, without: null })
  const doings = doingsOf({ ...surroundings, plan, asked: recall.partsOf(asked) })
  const facts = factsWithDoings({
    ahead: factsAhead(parts, sql, crowd, { entered_at: begins, winners }),
    then: factsThen({ recall, crowd, doings, enteredAt, winners, breathe }),
    ...{ recall, crowd, doings },
  })
  await walkAhead(
    {
      ...{ drawing, crowd, plan_no: plan.no, enteredAt, zone: options.timezone, until },
      ...{ chanceOf: parts.chanceOf, facts, sends, gifts, tally, breathe },
      witness: onlyDoings(noteDoings(crowd, doings, enteredAt)),
    },
    comingIn(entries, groups, { begins, crowd, tally }),
  )
  const order = [...plan.canvas.nodes.map((node) => node.id)].sort(
    (one, other) => (drawing.rank.get(one) ?? 0) - (drawing.rank.get(other) ?? 0),
  )
  return {
    as_of: now.toISOString(),
    begins_at: begins.toISOString(),
    until: new Date(until).toISOString(),
    entry: {
      audience: entries.audience,
      entered: crowd.size,
      held_out: entries.held_out,
      turned_away: entries.turned_away,
    },
    ...tally.sum(order, { registry, zone: options.timezone }),
    ...gifts.sum(),
  }
}

/** When the plan's next run would begin, and by which name. */
function beginning({ settings }: Planned, now: Date, zone: string): { slot: string; begins: Date } {
  const { first } = beginOf(settings.schedule, { now, zone })
  // At once.
  if (first === null) return { slot: "once", begins: now }
  if (first === undefined) throw new Refused([refusePreRun("pre-run/no-start", "settings.schedule")])
  return { slot: first.slot, begins: first.first > now ? first.first : now }
}

/** Everybody at the first node behind their door. */
function comingIn(
  { pid, door }: ForeseenEntries,
  { doors }: Groups,
  { begins, crowd, tally }: { begins: Date; crowd: Crowd; tally: Tally },
): Map<string, number[]> {
  const first = new Map<string, number[]>()
  for (let place = 0; place < pid.length; place++) {
    const { node, port, to } = doors[door[place]!]!
    tally.came(node, begins.getTime())
    tally.went(node, port, begins.getTime())
    notePassed(crowd, node, place, begins.getTime())
    if (to === null) {
      tally.through()
      continue
    }
    const people = first.get(to)
    if (people) people.push(place)
    else first.set(to, [place])
  }
  return first
}

/** Heads at entries and nodes over sets through which nobody comes in: they only lead to another set. */
async function countGroups(sql: Sql, { at, doors }: Groups, tally: Tally): Promise<void> {
  const entered = new Set(doors.map(({ node }) => node))
  for (const [node, people] of at) {
    if (entered.has(node)) continue
    const { n } = people
      ? (await sql.one<{ n: number }>(`select count(*) as n from (${people.text}) as people`, people.values))!
      : { n: 0 }
    tally.stood(node, n)
  }
}
