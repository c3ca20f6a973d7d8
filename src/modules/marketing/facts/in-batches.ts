import type { Clock } from "../clock"
import type { Database, Sql } from "../database"

/** Ids that one transaction looks at: enough to be fast, few enough that others wait only a moment. */
export const BATCH = 500

/** Runs a projection over any number of ids, each batch in a transaction of its own. */
export const inBatches =
  (
    { database, clock }: { database: Database; clock: Clock },
    project: (tx: Sql, ids: string[], now: Date) => Promise<unknown>,
  ) =>
  async (ids: string[]): Promise<void> => {
    const all = [...new Set(ids)].sort()
    for (let start = 0; start < all.length; start += BATCH) {
      const now = await clock.now()
      await database.transaction((tx) => project(tx, all.slice(start, start + BATCH), now))
    }
  }
