import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { type SendEntry, type SendFilter, selectSends } from "./store/sends"

/** The send ledger, newest first: what became of every message, and why. */
export const listSends =
  ({ database }: { database: Database }) =>
  async ({
    offset,
    limit,
    ...filter
  }: SendFilter & { offset: number; limit: number }): Promise<{
    sends: SendEntry[]
    count: number
  }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      selectSends(database, filter, page),
    )
    return { sends: rows.map(({ count: _, ...send }) => send), count: first?.count ?? 0 }
  }
