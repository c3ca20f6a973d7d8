import type { Clock } from "../clock"
import type { Database } from "../database"
import type { FailPoint } from "../ports"
import type { AdvanceBatch } from "./advance-batch"
import { claimSteps, plansWithDue } from "./store/steps"

/** So many batches a process moves at the same time: while the database writes one, the next is walked in memory. */
export const LANES = 2
/** People in one transaction: large enough that statements cost little per person, small enough for a short lock. */
const BATCH = 2_500
/** How long a worker may be silent before others take its people. */
const LEASE_MS = 60_000
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
  failPoint,
  advanceBatch,
}: {
  database: Database
  clock: Clock
  failPoint: FailPoint
  advanceBatch: AdvanceBatch
}) => {
  let served = 0

  const moveSome = async (
    plan_no: number,
    tried: "never" | "once" | "often",
    limit: number,
  ): Promise<number> => {
    const now = await clock.now()
    const lease_until = new Date(now.getTime() + LEASE_MS)
    const claimed = await claimSteps(database, { plan_no, now, lease_until, tried, limit })
    if (claimed.length === 0) return 0
    await failPoint("engine.afterClaim")
    await advanceBatch(claimed, now)
    return claimed.length
  }

  return async ({ limit = BATCH }: { limit?: number } = {}): Promise<boolean> => {
    for (const plan_no of await plansWithDue(database, served, await clock.now())) {
      served = plan_no
      let moved = await moveSome(plan_no, "never", limit)
      for (const { tried, limit } of COMPANY) moved += await moveSome(plan_no, tried, limit)
      if (moved > 0) return true
    }
    return false
  }
}
