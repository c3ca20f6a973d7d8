import type { Sql } from "../database"
import { wakeOnCommit } from "../wakeups"
import { takeUp } from "./store/occasions"

/** A plan goes on, in the caller's transaction: what waited for that may let somebody in now. */
export const takeUpOccasions =
  () =>
  async (tx: Sql, plan_no: number, now: Date): Promise<void> => {
    if ((await takeUp(tx, plan_no, now)) > 0) wakeOnCommit(tx, "occasions")
  }

export type TakeUpOccasions = ReturnType<typeof takeUpOccasions>
