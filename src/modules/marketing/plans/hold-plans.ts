import type { PlanState } from "../../../core/plan-state"
import type { Sql } from "../database"
import { shareStates, statesOf } from "./store/plan-state"

/**
 * The states of these plans, which stay so until the caller's transaction is over; without those that somebody is just stopping or
 * publishing: whoever works all the time, in many processes, must never keep a pause from its turn (G11).
 */
export const holdPlans =
  () =>
  async (tx: Sql, plan_nos: number[]): Promise<{ no: number; state: PlanState }[]> =>
    // Two statements: the second sees what was committed before the first had the locks.
    statesOf(tx, await shareStates(tx, plan_nos))

export type HoldPlans = ReturnType<typeof holdPlans>
