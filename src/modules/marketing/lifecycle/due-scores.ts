import type { Sql } from "../database"
import { appendDue } from "./store/due"

/**
 * Notes, in the caller's transaction, that these people's scores may have changed; they are computed within seconds
 * of its end.
 */
export const dueScores =
  () =>
  async (tx: Sql, pids: number[]): Promise<void> => {
    if (pids.length > 0) await appendDue(tx, pids)
  }

export type DueScores = ReturnType<typeof dueScores>
