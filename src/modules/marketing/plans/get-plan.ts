import { actionsIn, type PlanAction } from "../../../core/plan-state"
import type { Database } from "../database"
import { found, type Plan, toPlan } from "./plan"
import { findPlan } from "./store/plans"
import { nextDue } from "./store/runs"

export type PlanNow = Plan & { actions: readonly PlanAction[]; next_run_at: Date | null }

/** A plan with what may be done with it now, and when it starts next. Throws Missing. */
export const getPlan =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<PlanNow> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const goesOn = plan.state === "scheduled" || plan.state === "running"
    const next_run_at = goesOn ? await nextDue(database, plan.no) : null
    return { ...toPlan(plan), actions: actionsIn(plan.state), next_run_at }
  }
