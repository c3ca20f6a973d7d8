import type { Database } from "../database"
import { holdLock } from "../hold-lock"
import type { Ports } from "../ports"
import type { RebuildReadModel } from "./rebuild-read-model"
import { readCursor } from "./store/cursors"

/** The key of the lock under which the history is read. */
const LOCK = 7_104_001

/**
 * A store that had customers and orders before the plugin came gets its read model by itself, once. Answers false.
 */
export const backfill =
  ({
    database,
    ports,
    rebuildReadModel,
  }: {
    database: Database
    ports: Ports
    rebuildReadModel: RebuildReadModel
  }) =>
  async (): Promise<boolean> => {
    if ((await readCursor(database, "rebuild:cart"))?.detail.finished) return false
    const done = await holdLock(database, [LOCK], async (stillHeld) => {
      ports.log("marketing: reading the store's history for the first time")
      await rebuildReadModel({ onProgress: stillHeld })
    })
    if (done) ports.log("marketing: the store's history is read")
    return false
  }

export type Backfill = ReturnType<typeof backfill>
