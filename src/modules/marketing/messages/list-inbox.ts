import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { type InboxMessage, selectInbox } from "./store/inbox"

/** A shopper's own inbox, newest first. */
export const listInbox =
  ({ database }: { database: Database }) =>
  async ({
    customer_id,
    offset,
    limit,
  }: {
    customer_id: string
    offset: number
    limit: number
  }): Promise<{
    messages: InboxMessage[]
    count: number
    unread: number
  }> => {
    const { rows, first } = await countedPage({ offset, limit }, (page) =>
      selectInbox(database, customer_id, page),
    )
    const messages = rows.map(({ count: _, unread: __, ...message }) => message)
    return { messages, count: first?.count ?? 0, unread: first?.unread ?? 0 }
  }
