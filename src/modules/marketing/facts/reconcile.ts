import type { NoteChanges } from "../audience/note-changes"
import type { Clock } from "../clock"
import type { ChangedSince } from "../commerce/changed-since"
import type { ThingsChanged } from "../commerce/things-changed"
import type { Database } from "../database"
import { holdCursor, settledMoment, writeCursor } from "./store/cursors"
import { putFound } from "./store/inbox"

/** Clocks of the processes that stamp rows may differ from the database's by so much. */
const MARGIN_MS = 60_000

type Parts = {
  database: Database
  clock: Clock
  changedSince: ChangedSince
  thingsChanged: ThingsChanged
  noteChanges: NoteChanges
}

/**
 * Finds what the event bus lost: everything in the store's tables that changed since the last look goes into the inbox
 * again. Looks back a little further than it must, which is harmless. Answers false: once is enough until the next time.
 */
export const reconcile =
  ({ database, clock, changedSince, thingsChanged, noteChanges }: Parts) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const found = await database.transaction(async (tx) => {
      const cursor = await holdCursor(tx, "reconcile")
      if (cursor === "busy") return 0
      const settled = await settledMoment(tx, now)
      // What was there before the first look is the rebuild's business.
      const since = cursor?.at ?? new Date(settled.getTime() - MARGIN_MS)
      let changes = 0
      for (const { text } of await changedSince(tx)) changes += await putFound(tx, text, since, now)
      // A rule means nobody by what is gone, though people's orders still say it.
      if (await thingsChanged(tx, since)) await noteChanges(tx, "anybody")
      await writeCursor(tx, "reconcile", { at: new Date(settled.getTime() - MARGIN_MS) }, now)
      return changes
    })
    if (found > 0) await database.notify("marketing_wake")
    return false
  }

export type Reconcile = ReturnType<typeof reconcile>
