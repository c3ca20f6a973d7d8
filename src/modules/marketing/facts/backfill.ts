import type { Database } from "../database"
import type { Ports } from "../ports"
import type { RebuildReadModel } from "./rebuild-read-model"
import { readCursor } from "./store/cursors"

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
    const alone = await database.connection(async (client) => {
      const { rows } = await client.query(
        "select pg_try_advisory_lock(hashtext('marketing_backfill')) as alone",
      )
      if (!rows[0].alone) return false
      try {
        ports.log("marketing: reading the store's history for the first time")
        await rebuildReadModel()
      } finally {
        await client.query("select pg_advisory_unlock(hashtext('marketing_backfill'))")
      }
      return true
    })
    if (alone) ports.log("marketing: the store's history is read")
    return false
  }

export type Backfill = ReturnType<typeof backfill>
