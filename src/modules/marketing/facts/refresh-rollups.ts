import type { NoteChanges } from "../audience/note-changes"
import type { Sql } from "../database"
import type { DueScores } from "../lifecycle/due-scores"
import type { MarketingOptions } from "../options"
import { lockPeople, refreshDays, refreshLifetimes, refreshProducts, refreshTotals } from "./store/roll-ups"

type Parts = { options: MarketingOptions; dueScores: DueScores; noteChanges: NoteChanges }

/**
 * Sums the orders of these people up anew, in the caller's transaction: lifetime columns, days, products, totals. Call it after
 * writing orders and lines. `now` (default: the database's clock) becomes the profiles' `updated_at`.
 */
export const refreshRollups =
  ({ options, dueScores, noteChanges }: Parts) =>
  async (tx: Sql, pids: number[], now?: Date): Promise<void> => {
    const people = [...new Set(pids)].sort((a, b) => a - b)
    if (people.length === 0) return
    await lockPeople(tx, people)
    await refreshDays(tx, people, options.timezone)
    await refreshProducts(tx, people)
    await refreshTotals(tx, people)
    await refreshLifetimes(tx, people, now ?? null)
    await dueScores(tx, people)
    await noteChanges(tx, people)
  }

export type RefreshRollups = ReturnType<typeof refreshRollups>
