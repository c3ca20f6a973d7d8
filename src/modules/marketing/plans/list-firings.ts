import { planSettingsSchema } from "../../../core/canvas/plan-settings"
import type { PlanState } from "../../../core/plan-state"
import { errorsIn, type Problem } from "../../../core/problem"
import { anchored, type Firing, firingAt, GRACE_MS, nextFirings } from "../../../core/schedule/firings"
import { isWall } from "../../../core/schedule/wall"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import { checkSchedule } from "./check-schedule"
import { found, type Plan } from "./plan"
import { readPlanInput } from "./plan-input"
import type { ReadVersion } from "./read-version"
import { findPlan } from "./store/plans"
import { latestBegunSlot } from "./store/runs"

export type FiringsAhead = {
  /** The store's zone: slots are minutes on its wall, or on each customer's. */
  zone: string
  /** The next ones, ten at most; none for a plan that starts when it is published, or starts no more. */
  firings: Firing[]
  /** What keeps the schedule from being published, and warnings about it. */
  problems: Problem[]
}

const SHOWN = 10
/** Not published yet: what would keep it from being, is told with its times. */
const UNPUBLISHED: PlanState[] = ["draft", "in_review"]
const STARTING: PlanState[] = [...UNPUBLISHED, "scheduled", "running", "paused"]

const unsaved = (): Pick<Plan, "type" | "settings" | "state"> => ({
  type: "one_time",
  settings: planSettingsSchema.parse({}),
  state: "draft",
})

/**
 * When a plan starts next: of a published one the version that runs, unless settings are given. `draft` puts unsaved parts in place of the saved ones; without a `plan_id` it is all there is.
 * Throws Missing, and Refused when `draft` has no right shape.
 */
export const listFirings =
  ({
    database,
    clock,
    options,
    readVersion,
  }: {
    database: Database
    clock: Clock
    options: MarketingOptions
    readVersion: ReadVersion
  }) =>
  async ({ plan_id, draft = {} }: { plan_id?: string; draft?: unknown }): Promise<FiringsAhead> => {
    const input = readPlanInput(draft)
    const saved = plan_id ? found(await findPlan(database, plan_id), plan_id) : null
    const running = saved?.version ? await readVersion(saved.no, saved.version) : null
    const plan = { ...unsaved(), ...saved, ...(running && { settings: running.settings }), ...input }
    const here = { now: await clock.now(), zone: options.timezone }
    const ahead = (firings: Firing[], problems: Problem[] = []) => ({
      zone: here.zone,
      firings: firings.slice(0, SHOWN),
      problems,
    })
    const isAsked = UNPUBLISHED.includes(plan.state) || input.settings !== undefined
    const problems = isAsked ? checkSchedule(plan.type, plan.settings.schedule, here) : []
    if (errorsIn(problems).length > 0 || !STARTING.includes(plan.state)) return ahead([], problems)
    const begun = saved && (await latestBegunSlot(database, saved.no))
    if (begun && "at" in plan.settings.schedule) return ahead([])
    // The only run of a one-time plan is no minute on a wall.
    const after = begun && isWall(begun) ? begun : ""
    return ahead(
      firingsOf(plan, here).filter(({ slot }) => slot > after),
      problems,
    )
  }

function firingsOf({ type, settings }: Pick<Plan, "type" | "settings">, here: { now: Date; zone: string }) {
  const { schedule } = settings
  const { now, zone } = here
  if (type === "triggered" || ("at" in schedule && schedule.at === "now")) return []
  if ("at" in schedule) return [firingAt(schedule.at, { whose: schedule.zone, zone })]
  if (!("every" in schedule)) return []
  const after = new Date(now.getTime() - GRACE_MS)
  // Two more than are shown: on the customers' clocks a firing has begun before the store's clock comes to it.
  return nextFirings(anchored(schedule, here), { after, zone, limit: SHOWN + 2 })
}
