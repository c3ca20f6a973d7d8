import type { Sql } from "../database"
import { runningVersion, shareState } from "./store/plan-state"

/**
 * The version by which the plan runs, null where it does not; if it does, nobody pauses, ends or publishes it before the caller's transaction is over: a stop is either seen
 * here or waits for what is being written (G11).
 */
export const holdRunning =
  () =>
  async (tx: Sql, plan_no: number): Promise<number | null> => {
    // Two statements, though they go out together: the second sees what was committed while the first waited.
    const [, version] = await Promise.all([shareState(tx, plan_no), runningVersion(tx, plan_no)])
    return version
  }

export type HoldRunning = ReturnType<typeof holdRunning>
