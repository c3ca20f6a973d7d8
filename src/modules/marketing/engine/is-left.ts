import type { Database } from "../database"
import { isLeft as isLeftBy } from "./store/moving"

/** Whether nobody is in a plan by this version any more, and nobody will come in by it. */
export const isLeft =
  ({ database }: { database: Database }) =>
  (of: { plan_no: number; version: number }): Promise<boolean> =>
    isLeftBy(database, of)

export type IsLeft = ReturnType<typeof isLeft>
