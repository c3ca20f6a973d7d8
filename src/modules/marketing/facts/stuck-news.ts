import type { Clock } from "../clock"
import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { WAKE } from "../wakeups"
import { restartParked, type StuckNews, selectParked } from "./store/inbox"

/** Changes in the store that could not be read into the read model too often, oldest first. */
export const listStuckNews =
  ({ database }: { database: Database }) =>
  async ({
    offset,
    limit,
  }: {
    offset: number
    limit: number
  }): Promise<{
    news: StuckNews[]
    count: number
  }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) => selectParked(database, page))
    return { news: rows.map(({ count: _, ...one }) => one), count: first?.count ?? 0 }
  }

/** Reads them again, one or all; answers how many. */
export const retryStuckNews =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async ({ id }: { id?: number }): Promise<number> => {
    const restarted = await restartParked(database, id ?? null, await clock.now())
    if (restarted > 0) await database.notify(WAKE)
    return restarted
  }
