import type { NoteChanges } from "../audience/note-changes"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { DueScores } from "../lifecycle/due-scores"
import type { NoteOccasions } from "../occasions/note-occasions"
import { lockVisitors } from "./store/locks"
import { giveEvents } from "./store/visitors"

/** What a visitor did longer ago than this becomes nobody's; it is forgotten. */
export const CLAIMABLE_DAYS = 90

type Parts = {
  database: Database
  clock: Clock
  dueScores: DueScores
  noteChanges: NoteChanges
  noteOccasions: NoteOccasions
}

/**
 * What a visitor did becomes the customer's who signed in, once: what is somebody's already stays theirs, whoever signs in on
 * the same browser next. Who the customer is must have been proved by the caller. Answers how many events.
 */
export const giveToCustomer =
  ({ database, clock, dueScores, noteChanges, noteOccasions }: Parts) =>
  async ({ visitor, pid }: { visitor: string; pid: number }): Promise<number> => {
    const since = new Date((await clock.now()).getTime() - CLAIMABLE_DAYS * 86_400_000)
    return database.transaction(async (tx) => {
      await lockVisitors(tx, [visitor], { shared: false })
      const given = await giveEvents(tx, visitor, pid, since)
      if (given.length === 0) return 0
      await dueScores(tx, [pid])
      await noteChanges(tx, [pid])
      await noteOccasions(tx, given)
      return given.length
    })
  }

export type GiveToCustomer = ReturnType<typeof giveToCustomer>
