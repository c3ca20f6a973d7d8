import type { Clock } from "../clock"
import type { Database } from "../database"
import type { EnsureMonths } from "./ensure-months"
import { deleteDone } from "./store/inbox"

const DAY_MS = 86_400_000
/** Dealt-with hints are kept so long, for whoever wants to see what the store said. */
const KEEP_DAYS = 7
/** Partitions are made so far ahead that nobody ever waits for one. */
const AHEAD_DAYS = 62

/** Makes the partitions of the coming months and forgets hints that were dealt with long ago. */
export const keepHouse =
  ({ database, clock, ensureMonths }: { database: Database; clock: Clock; ensureMonths: EnsureMonths }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const to = new Date(now.getTime() + AHEAD_DAYS * DAY_MS)
    await ensureMonths({ table: "event", from: now, to })
    await ensureMonths({ table: "step_log", from: now, to })
    await deleteDone(database, new Date(now.getTime() - KEEP_DAYS * DAY_MS))
    return false
  }

export type KeepHouse = ReturnType<typeof keepHouse>
