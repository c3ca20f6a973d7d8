import type { Sql } from "../database"
import type { NoteChanges } from "./note-changes"
import { applyTags, type TagChange } from "./store/tags"

export type MergeTags = ReturnType<typeof mergeTags>

/** Changes the tags of many people, each once, in the caller's transaction (see applyTags). */
export const mergeTags =
  ({ noteChanges }: { noteChanges: NoteChanges }) =>
  async (tx: Sql, changes: TagChange[], now: Date): Promise<void> => {
    await applyTags(tx, changes, now)
    await noteChanges(
      tx,
      changes.map((change) => change.pid),
    )
  }
