import { stateChange } from "./change-state"
import { hasBegun } from "./store/runs"

/**
 * Goes on where it was paused; a run whose time came meanwhile starts now, of several firings the latest only. Throws
 * Missing or Conflict.
 */
export const resumePlan = stateChange("resume", async (tx, plan) =>
  (await hasBegun(tx, plan.no)) ? "running" : "scheduled",
)
