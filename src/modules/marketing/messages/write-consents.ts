import type { NoteChanges } from "../audience/note-changes"
import type { Sql } from "../database"
import { blockQueued, type ConsentRow, type StoppedSend, upsertConsents } from "./store/consents"

/**
 * Writes people's answers in the caller's transaction, each with its proof. A no stops what is queued for them at once,
 * and every later send reads it again (G11, S25). Messages before answers, the order in which a claim locks them: the other
 * way round the two could wait for each other. Answers what it stopped: who waits for that is woken when the transaction is over.
 */
export const writeConsents =
  ({ noteChanges }: { noteChanges: NoteChanges }) =>
  async (tx: Sql, rows: ConsentRow[]): Promise<StoppedSend[]> => {
    if (rows.length === 0) return []
    const stopped = await blockQueued(
      tx,
      rows.filter((row) => row.topic === "marketing"),
    )
    await upsertConsents(tx, rows)
    await noteChanges(
      tx,
      rows.map((row) => row.pid),
    )
    return stopped
  }

export type WriteConsents = ReturnType<typeof writeConsents>
export type { ConsentRow, ConsentState, StoppedSend } from "./store/consents"
