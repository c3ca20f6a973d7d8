import type { Clock } from "../clock"
import type { Database } from "../database"
import type { AdvancePlan } from "./advance-plan"
import { plansWithDue } from "./store/steps"

/** So many batches a process moves at the same time: while the database writes one, the next is walked in memory. */
export const LANES = 2
/** People in one transaction: large enough that statements cost little per person, small enough for a short lock. */
const BATCH = 2_500
/** Who was in a batch that failed once moves in smaller company; who failed again moves alone. */
const COMPANY = [
  { tried: "once", limit: 100 },
  { tried: "often", limit: 1 },
] as const

/**
 * Moves the next batch of due people of the plan whose turn it is (plans take turns, so a large one does not starve a
 * small one). Answers true when it moved somebody: call it again. Plans that are not running are left alone.
 */
export const advance = ({
  database,
  clock,
  advancePlan,
}: {
  database: Database
  clock: Clock
  advancePlan: AdvancePlan
}) => {
  let served = 0
  return async ({ limit = BATCH }: { limit?: number } = {}): Promise<boolean> => {
    for (const plan_no of await plansWithDue(database, served, await clock.now())) {
      served = plan_no
      let moved = await advancePlan(plan_no, { tried: "never", limit })
      for (const company of COMPANY) moved += await advancePlan(plan_no, company)
      if (moved > 0) return true
    }
    return false
  }
}
