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
export const recordEvents =
  ({ dueScores, noteChanges, noteOccasions }: Parts) =>
  async (tx: Sql, events: ShopEvent[]): Promise<ShopEvent[]> => {
    if (events.length === 0) return []
    const months = [...new Set(events.map((event) => monthOf(event.at)))]
    const missing = await missingMonths(tx, "event", months)
    if (missing.length > 0) await makeMonths(tx, "event", missing)
    const names = (event: { at: Date; key: string }) => `${event.at.getTime()} ${event.key}`
    const fresh = new Set((await insertEvents(tx, events)).map(names))
    const news = events.filter((event) => fresh.delete(names(event)))
    const pids = news.flatMap((event) => event.pid ?? [])
    await Promise.all([dueScores(tx, pids), noteChanges(tx, pids), noteOccasions(tx, news)])
    return news
  }

export type RecordEvents = ReturnType<typeof recordEvents>
