import type { NoteChanges } from "../audience/note-changes"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import { noteScores } from "./note-scores"
import { newestDue, takeDue } from "./store/due"
import { ownScores } from "./store/round"
import { writeScores } from "./store/scores"
import { readCuts, readThresholds } from "./store/settings"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  noteChanges: NoteChanges
  failPoint: FailPoint
}

/** People a call: so many are computed in well under a second. */
const BATCH = 2000

/**
 * Computes the scores of those who did or bought something since. Whoever computes is alone, so that nobody writes what an older
 * look showed. True: more wait.
 */
export const computeDueScores =
  ({ database, clock, options, noteChanges, failPoint }: Parts) =>
  async (): Promise<boolean> => {
    // Asked before the time is: what is taken happened until now, and nothing of it is in the future.
    const newest = await newestDue(database)
    if (newest === null) return false
    const now = await clock.now()
    return database.transaction(async (tx) => {
      if (!(await ownScores(tx))) return false
      const pids = await takeDue(tx, newest, BATCH)
      if (pids.length === 0) return false
      const { settings } = await readThresholds(tx)
      const cuts = await readCuts(tx)
      const written = await writeScores(tx, { pids }, settings, cuts, { now, zone: options.timezone })
      await noteScores(tx, noteChanges, written)
      await failPoint("lifecycle.dueWritten")
      return true
    })
  }
