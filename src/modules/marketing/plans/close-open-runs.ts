import type { Clock } from "../clock"
import type { Database } from "../database"
import { ownStateOf } from "./store/plan-state"
import { closeOpenRun, plansToClose } from "./store/runs"

/**
 * Closes the run of triggered plans whose end has come, when the last of their people is out. Answers true when it closed one: whether
 * the plan is over then is asked of it as of every other.
 */
export const closeOpenRuns =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    let closed = 0
    for (const plan_no of await plansToClose(database, now))
      closed += await database.transaction(async (tx) => {
        // Whoever was being let in a moment before the end is in before anybody looks whether it is empty.
        await ownStateOf(tx, plan_no)
        return closeOpenRun(tx, plan_no, now)
      })
    return closed > 0
  }

export type CloseOpenRuns = ReturnType<typeof closeOpenRuns>
