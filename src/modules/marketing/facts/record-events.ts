import type { ShopEvent } from "../../../ingest/shop-event"
import type { NoteChanges } from "../audience/note-changes"
import type { Sql } from "../database"
import type { DueScores } from "../lifecycle/due-scores"
import type { NoteOccasions } from "../occasions/note-occasions"
import { insertEvents } from "./store/events"
import { makeMonths, missingMonths, monthOf } from "./store/months"

type Parts = { dueScores: DueScores; noteChanges: NoteChanges; noteOccasions: NoteOccasions }

/**
 * Appends events in the caller's transaction. Answers those that were not known before: a second delivery of the
 * same fact is dropped silently. Months far in the past get their partition when needed.
 */
export const recordEvents = ({ dueScores, noteChanges, noteOccasions }: Parts) => {
  const there = new Set<string>()
  const ensureMonths = async (tx: Sql, events: ShopEvent[]): Promise<void> => {
    const months = [...new Set(events.map((event) => monthOf(event.at)))].filter((month) => !there.has(month))
    if (months.length === 0) return
    const missing = await missingMonths(tx, "event", months)
    if (missing.length > 0) await makeMonths(tx, "event", missing)
    else for (const month of months) there.add(month)
  }
  return async (tx: Sql, events: ShopEvent[]): Promise<ShopEvent[]> => {
    if (events.length === 0) return []
    await ensureMonths(tx, events)
    const names = (event: { at: Date; key: string }) => `${event.at.getTime()} ${event.key}`
    const inserted = await insertEvents(tx, events).catch((error: Error) => {
      // Perhaps a month was made by this very transaction before, and goes with it.
      there.clear()
      throw error
    })
    const fresh = new Set(inserted.map(names))
    const news = events.filter((event) => fresh.delete(names(event)))
    const pids = news.flatMap((event) => event.pid ?? [])
    await Promise.all([dueScores(tx, pids), noteChanges(tx, pids), noteOccasions(tx, news)])
    return news
  }
}

export type RecordEvents = ReturnType<typeof recordEvents>
