import type { Clock } from "../clock"
import type { Database } from "../database"
import { inGroups } from "../in-groups"
import { type InboxEntry, putEvents, putHints } from "./store/inbox"

export type { InboxEntry }

/**
 * Puts news into the inbox and wakes a worker. All that a subscriber does: what the news means is read from the store's
 * rows when the inbox is drained, so doubled, late and reordered news do no harm. A bulk import tells thousands of news
 * at once, one call each: they are written together, not one connection each.
 */
export const appendToInbox = ({ database, clock }: { database: Database; clock: Clock }) => {
  const write = inGroups<InboxEntry>(async (entries) => {
    const now = await clock.now()
    const hints = entries.filter((entry) => entry.kind === "sync")
    const events = entries.filter((entry) => entry.kind === "event")
    if (hints.length > 0) await putHints(database, hints, now)
    if (events.length > 0) await putEvents(database, events, now)
    await database.notify("marketing_wake")
  })
  return async (entries: InboxEntry[]): Promise<void> => {
    if (entries.length > 0) await write(entries)
  }
}

export type AppendToInbox = ReturnType<typeof appendToInbox>
