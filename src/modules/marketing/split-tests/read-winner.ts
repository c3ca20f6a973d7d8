import type { Database } from "../database"
import { readWinning } from "./store/split-tests"

/** The way out of a node that was chosen as the best, or null. */
export const readWinner =
  ({ database }: { database: Database }) =>
  (plan_no: number, node: string): Promise<string | null> =>
    readWinning(database, plan_no, node)

export type ReadWinner = ReturnType<typeof readWinner>
