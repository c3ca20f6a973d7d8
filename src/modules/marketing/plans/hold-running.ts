import type { Sql } from "../database"
import { isRunning, shareState } from "./store/plan-state"

/**
 * Whether the plan runs; if so, nobody pauses or ends it before the caller's transaction is over: a stop is either seen
 * here or waits for what is being written (G11).
 */
export const holdRunning =
  () =>
  async (tx: Sql, plan_no: number): Promise<boolean> => {
    await shareState(tx, plan_no)
    // A statement of its own: it sees what was committed while we waited.
    return isRunning(tx, plan_no)
  }

export type HoldRunning = ReturnType<typeof holdRunning>
