import type { Sql } from "../database"
import { runningVersion, shareState } from "./store/plan-state"

/**
 * The version by which the plan runs, null where it does not; if it does, nobody pauses, ends or publishes it before the caller's transaction is over: a stop is either seen
 * here or waits for what is being written (G11).
 */
export const holdRunning =
  () =>
  async (tx: Sql, plan_no: number): Promise<number | null> => {
    await shareState(tx, plan_no)
    // A statement of its own: it sees what was committed while we waited.
    return runningVersion(tx, plan_no)
  }

export type HoldRunning = ReturnType<typeof holdRunning>
