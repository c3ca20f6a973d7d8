import type { Sql } from "../database"
import { appendChange } from "./store/due"

export type NoteChanges = ReturnType<typeof noteChanges>

/**
 * Notes, in the caller's transaction, that something changed about these people that rules may look at; `"anybody"`: one
 * cannot say about whom. Segments follow within seconds of its end.
 */
export const noteChanges =
  () =>
  async (tx: Sql, pids: number[] | "anybody"): Promise<void> => {
    if (pids === "anybody") await appendChange(tx, null)
    else if (pids.length > 0) await appendChange(tx, [...new Set(pids)])
  }
