import type { NoteChanges } from "../audience/note-changes"
import type { Sql } from "../database"
import type { Written } from "./store/scores"

/** Says whose scores are others now, of each score apart: what did not change of somebody asks no segment. */
export async function noteScores(tx: Sql, noteChanges: NoteChanges, written: Written): Promise<void> {
  for (const [score, pids] of Object.entries(written))
    if (pids) await noteChanges(tx, pids, `lifecycle:${score}`)
}
