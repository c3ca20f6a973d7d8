import type { Clock } from "../clock"
import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { WAKE } from "../wakeups"
import { restartCalls, type StuckCall, stuckCalls } from "./store/calls"

type Asked = { plan_id?: string; offset: number; limit: number }

/** What cards could not tell other systems, of one plan or of all. */
export const listStuckCalls =
  ({ database }: { database: Database }) =>
  async ({ plan_id, offset, limit }: Asked): Promise<{ calls: StuckCall[]; count: number }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      stuckCalls(database, { plan_id: plan_id ?? null, ...page }),
    )
    return { calls: rows.map(({ count: _, ...call }) => call), count: first?.count ?? 0 }
  }

/** Tries them again; answers how many. */
export const retryStuckCalls =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (asked: { plan_id?: string; no?: number }): Promise<number> => {
    const restarted = await restartCalls(database, asked, await clock.now())
    await database.notify(WAKE)
    return restarted
  }
