import { actionsIn, type PlanAction } from "../../../core/plan-state"
import type { Database } from "../database"
import { found, type Plan, toPlan } from "./plan"
import { findPlan } from "./store/plans"

/** A plan with what may be done with it now. Throws Missing. */
export const getPlan =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<Plan & { actions: readonly PlanAction[] }> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    return { ...toPlan(plan), actions: actionsIn(plan.state) }
  }
