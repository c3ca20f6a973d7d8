import type { Clock } from "../clock"
import type { Database } from "../database"
import { type InboxEntry, putEvents, putHints } from "./store/inbox"

export type { InboxEntry }

/**
 * Puts news into the inbox and wakes a worker. All that a subscriber does: what the news means is read from the store's
 * rows when the inbox is drained, so doubled, late and reordered news do no harm.
 */
export const appendToInbox =
  ({ database, clock }: { database: Database; clock: Clock }) =>
  async (entries: InboxEntry[]): Promise<void> => {
    if (entries.length === 0) return
    const now = await clock.now()
    const hints = entries.filter((entry) => entry.kind === "sync")
    const events = entries.filter((entry) => entry.kind === "event")
    if (hints.length > 0) await putHints(database, hints, now)
    if (events.length > 0) await putEvents(database, events, now)
    await database.notify("marketing_wake")
  }

export type AppendToInbox = ReturnType<typeof appendToInbox>
