import { type ChangePlan, type StateParts, stateChange } from "./change-state"
import type { ClearStoppedRuns } from "./clear-stopped-runs"

/** Ends a plan for good: people inside leave it, what was granted and sent stays. Throws Missing or Conflict. */
export const endPlan = ({
  clearStoppedRuns,
  database,
  clock,
  recordAudit,
}: StateParts & { clearStoppedRuns: ClearStoppedRuns }): ChangePlan => {
  const end = stateChange("end", () => "ended")({ database, clock, recordAudit })
  return async (of) => {
    const plan = await end(of)
    // What workers hold at this moment is let out by the chore.
    await clearStoppedRuns()
    return plan
  }
}
