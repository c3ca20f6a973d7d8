import type { TakeUpOccasions } from "../occasions/take-up-occasions"
import { type ChangePlan, type StateParts, stateChange } from "./change-state"
import { hasBegun } from "./store/runs"

/**
 * Goes on where it was paused; a run whose time came meanwhile starts now, of several firings the latest only, and what happened
 * before the pause and was due in it is dealt with. Throws Missing or Conflict.
 */
export const resumePlan = ({
  takeUpOccasions,
  database,
  clock,
  recordAudit,
}: StateParts & { takeUpOccasions: TakeUpOccasions }): ChangePlan =>
  stateChange("resume", async (tx, plan, now) => {
    await takeUpOccasions(tx, plan.no, now)
    return (await hasBegun(tx, plan.no)) ? "running" : "scheduled"
  })({ database, clock, recordAudit })
