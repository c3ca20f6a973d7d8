import type { Sql } from "../database"
import type { NoteChanges } from "./note-changes"
import { applyTags, type TagChange } from "./store/tags"

export type MergeTags = ReturnType<typeof mergeTags>

/** Changes the tags of many people, each once, in the caller's transaction (see applyTags). */
export const mergeTags =
  ({ noteChanges }: { noteChanges: NoteChanges }) =>
  async (tx: Sql, changes: TagChange[], now: Date): Promise<void> => {
    const pids = changes.map((change) => change.pid)
    await Promise.all([applyTags(tx, changes, now), noteChanges(tx, pids)])
  }
