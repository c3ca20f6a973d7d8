import { differenceOf, isSame } from "../../../core/canvas/difference"
import { actionsIn, type PlanAction } from "../../../core/plan-state"
import type { Database } from "../database"
import { found, type Plan, toPlan } from "./plan"
import type { ReadVersion } from "./read-version"
import { findPlan } from "./store/plans"
import { nextDue } from "./store/runs"

export type PlanNow = Plan & {
  actions: readonly PlanAction[]
  next_run_at: Date | null
  /** Settings and canvas are those of a draft beside the version that runs, and do not say the same. */
  has_changes: boolean
}

/** A plan with what may be done with it now, and when it starts next. Throws Missing. */
export const getPlan =
  ({ database, readVersion }: { database: Database; readVersion: ReadVersion }) =>
  async ({ plan_id }: { plan_id: string }): Promise<PlanNow> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const goesOn = plan.state === "scheduled" || plan.state === "running"
    const next_run_at = goesOn ? await nextDue(database, plan.no) : null
    const published = plan.version === null ? null : await readVersion(plan.no, plan.version)
    const has_changes = published !== null && !isSame(differenceOf(published, plan))
    return { ...toPlan(plan), actions: actionsIn(plan.state), next_run_at, has_changes }
  }

export type GetPlan = ReturnType<typeof getPlan>
