import type { Clock } from "../clock"
import type { Database } from "../database"
import type { FailPoint } from "../ports"
import type { AdvanceBatch } from "./advance-batch"
import { claimSteps, type Tried } from "./store/steps"

/** How long a worker may be silent before others take its people. */
const LEASE_MS = 60_000

/** Moves the next due people of one plan who were tried so often; answers how many. */
export const advancePlan =
  ({
    database,
    clock,
    failPoint,
    advanceBatch,
  }: {
    database: Database
    clock: Clock
    failPoint: FailPoint
    advanceBatch: AdvanceBatch
  }) =>
  async (plan_no: number, { tried, limit }: { tried: Tried; limit: number }): Promise<number> => {
    const now = await clock.now()
    const lease_until = new Date(now.getTime() + LEASE_MS)
    const claimed = await claimSteps(database, { plan_no, now, lease_until, tried, limit })
    if (claimed.length === 0) return 0
    await failPoint("engine.afterClaim")
    await advanceBatch(claimed, now)
    return claimed.length
  }

export type AdvancePlan = ReturnType<typeof advancePlan>
