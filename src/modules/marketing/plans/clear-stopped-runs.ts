import type { Clock } from "../clock"
import type { Database } from "../database"
import { closeRun, letOut, lockRun, stoppedRuns } from "./store/runs"

/**
 * Lets everybody out of the runs of ended and cancelled plans, some thousand a transaction, and closes those runs.
 * Answers true when workers still held some of them.
 */
export const clearStoppedRuns =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    let left = false
    for (const run of await stoppedRuns(database)) {
      const now = await clock.now()
      while ((await database.transaction((tx) => letOut(tx, run.no, `plan_${run.state}`, now))) > 0);
      const closed = await database.transaction(async (tx) => {
        // A page of people may be coming in just now; the look for steps must begin after its commit.
        await lockRun(tx, run.no)
        return closeRun(tx, run.no, run.state, now)
      })
      left ||= closed === 0
    }
    return left
  }

export type ClearStoppedRuns = ReturnType<typeof clearStoppedRuns>
