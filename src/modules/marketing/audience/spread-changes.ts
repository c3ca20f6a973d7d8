import type { Database } from "../database"
import { type Change, MOST_FOLLOWED, putDue, takeChanges } from "./store/due"

/** Notes taken at a time. */
const NOTES = 500

/**
 * Hands on to every segment of whom something changed that it looks at, so that each can follow at its own pace: one that
 * is being refreshed or fails keeps no other waiting. True: something was handed on.
 */
export const spreadChanges =
  ({ database }: { database: Database }) =>
  (): Promise<boolean> =>
    database.transaction(async (tx) => {
      const notes = await takeChanges(tx, NOTES)
      for (const change of together(notes)) await putDue(tx, change)
      return notes.length > 0
    })

/** One note for each thing that changes are about. */
const together = (notes: Change[]): Change[] =>
  [...new Set(notes.map(({ about }) => about))].map((about) => {
    const same = notes.filter((note) => note.about === about)
    const pids = new Set(same.flatMap((note) => note.pids ?? []))
    const isAnybody = pids.size > MOST_FOLLOWED || same.some((note) => note.pids === null)
    return { about, pids: isAnybody ? null : [...pids] }
  })
