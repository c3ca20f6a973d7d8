import type { Database } from "../database"
import { MOST_FOLLOWED } from "./follow-next-segment"
import { putDue, takeChanges } from "./store/due"

/** Notes taken at a time. */
const NOTES = 500

/**
 * Hands on to every segment of whom something changed, so that each can follow at its own pace: one that is being refreshed
 * or fails keeps no other waiting. True: something was handed on.
 */
export const spreadChanges =
  ({ database }: { database: Database }) =>
  (): Promise<boolean> =>
    database.transaction(async (tx) => {
      const notes = await takeChanges(tx, NOTES)
      if (notes.length === 0) return false
      const pids = new Set(notes.flatMap((note) => note.pids ?? []))
      const isAnybody = pids.size > MOST_FOLLOWED || notes.some((note) => note.pids === null)
      await putDue(tx, isAnybody ? null : [...pids])
      return true
    })
