import { Conflict } from "../../../core/problem"
import { type ChangePlan, type StateParts, stateChange } from "./change-state"
import type { ClearStoppedRuns } from "./clear-stopped-runs"
import { hasBegun } from "./store/runs"

/** Calls off a plan that has not begun. Throws Missing, or Conflict when people are in it already. */
export const cancelPlan = ({
  clearStoppedRuns,
  database,
  clock,
  recordAudit,
}: StateParts & { clearStoppedRuns: ClearStoppedRuns }): ChangePlan => {
  const cancel = stateChange("cancel", async (tx, plan) => {
    if (await hasBegun(tx, plan.no))
      throw new Conflict(
        "plan/cancel-not-allowed",
        "The plan has begun already; end it instead of cancelling it.",
      )
    return "cancelled" as const
  })({ database, clock, recordAudit })
  return async (of) => {
    const plan = await cancel(of)
    await clearStoppedRuns()
    return plan
  }
}
