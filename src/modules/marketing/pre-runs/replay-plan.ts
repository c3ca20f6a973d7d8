import type { PreRunResult } from "../../../core/pre-run/result"
import { Conflict, errorsIn, Refused } from "../../../core/problem"
import type { Registry } from "../../../extension/registry"
import type { PeopleAtDoors } from "../audience/people-at-doors"
import type { RecallPeople } from "../audience/recall-people"
import type { ForeseeGifts } from "../benefits/foresee-gifts"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { readSurroundings, type SurroundingsParts } from "../doings"
import type { ChanceOf } from "../engine/chance"
import type { DrawDraft } from "../engine/drawing"
import type { ForeseeEntries } from "../engine/foresee-entries"
import type { RecallEntries } from "../engine/recall-entries"
import type { ForeseeSends } from "../messages/foresee-sends"
import type { RecallMoments } from "../occasions/recall-moments"
import type { HasHistory, RecallOccasions } from "../occasions/recall-occasions"
import type { MarketingOptions } from "../options"
import type { CheckPlan } from "../plans/check-plan"
import type { GetPlan, PlanNow } from "../plans/get-plan"
import type { ReadWinner } from "../split-tests/read-winner"
import { MOST_ARRIVALS } from "./arrivals"
import { mustFindPlan, withNames } from "./list-pre-runs"
import { digestOf } from "./plan-facts"
import { refusePreRun } from "./problems"
import { readOnly } from "./read-only"
import { replay } from "./replay"
import { type KeptPreRun, keepPreRun } from "./store/pre-runs"
import type { Waiting } from "./waiting"

const MOST_DAYS = 90
const DAYS = 30
/** A plan that should have begun by now can be replayed all the same. */
const OF_THE_FUTURE = ["schedule/past", "schedule/over", "schedule/never"]

export type ReplayParts = SurroundingsParts & {
  database: Database
  clock: Clock
  registry: Registry
  options: MarketingOptions
  getPlan: GetPlan
  checkPlan: CheckPlan
  drawDraft: DrawDraft
  chanceOf: ChanceOf
  readWinner: ReadWinner
  peopleAtDoors: PeopleAtDoors
  foreseeEntries: ForeseeEntries
  foreseeSends: ForeseeSends
  foreseeGifts: ForeseeGifts
  recallPeople: RecallPeople
  recallEntries: RecallEntries
  recallOccasions: RecallOccasions
  recallMoments: RecallMoments
  hasHistory: HasHistory
}

type Asked = { plan_id: string; actor: string; days?: unknown; signal?: AbortSignal }

/**
 * What the draft of a plan would have done in the last days, had it run: who comes in when, which way they go and what they get, person
 * by person at their own moments, by what was known then; and what these people really did. Nothing is sent, given or written but the
 * figures, which are kept. One at a time in each process, on one connection, in a transaction that can only read.
 *
 * What of people is not kept as it was is taken as it is today, and said. Throws Missing; Refused with everything that keeps the plan from
 * being published, for other than 1 to 90 days, and for too many arrivals; Conflict as a pre-run.
 */
export const replayPlan = (parts: ReplayParts, most_arrivals = MOST_ARRIVALS) => {
  let busy = false
  return async ({ plan_id, actor, days: asked, signal }: Asked): Promise<KeptPreRun> => {
    const { database, clock, getPlan, checkPlan } = parts
    const plan_no = await mustFindPlan(database, plan_id)
    const days = daysOf(asked)
    if (busy) throw new Conflict("pre-run/busy", "Another pre-run is under way. Try again when it is over.")
    busy = true
    const now = () => performance.now()
    const waiting: Waiting = { signal, began: now(), now }
    try {
      const plan = await getPlan({ plan_id })
      const problems = errorsIn((await checkPlan({ plan_id })).problems).filter(
        ({ code }) => !OF_THE_FUTURE.includes(code),
      )
      if (problems.length > 0) throw new Refused(problems)
      const at = await clock.now()
      const result = await lookBack(parts, { ...plan, no: plan_no }, { at, days, most_arrivals }, waiting)
      const { revision } = plan
      const took_ms = Math.round(now() - waiting.began)
      const run = { revision, digest: digestOf(plan), at, by: actor, took_ms, days, result }
      const kept = await database.transaction((tx) => keepPreRun(tx, plan_no, run))
      return await withNames(database, kept)
    } finally {
      busy = false
    }
  }
}

function daysOf(asked: unknown): number {
  const days = asked ?? DAYS
  if (typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days
  throw new Refused([refusePreRun("replay/days", "days", { most: MOST_DAYS })])
}

async function lookBack(
  parts: ReplayParts,
  plan: PlanNow & { no: number },
  { at, ...span }: { at: Date; days: number; most_arrivals: number },
  waiting: Waiting,
): Promise<PreRunResult> {
  const drawing = parts.drawDraft(plan.settings, plan.canvas)
  const winners = new Map<string, string | null>()
  for (const { id, winners: names } of drawing.stops.values())
    if (names.length > 0) winners.set(id, await parts.readWinner(plan.no, id))
  const surroundings = await readSurroundings(parts)
  return readOnly(parts.database, waiting, (sql) =>
    replay(parts, { plan, drawing, winners, surroundings, ...span, now: at, sql, waiting }),
  )
}
