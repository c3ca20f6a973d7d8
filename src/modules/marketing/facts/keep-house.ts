import { OLDEST_DAYS } from "../../../ingest/storefront-call"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { EnsureMonths } from "./ensure-months"
import { CLAIMABLE_DAYS } from "./give-to-customer"
import { deleteDone } from "./store/inbox"
import { deleteHeard, deleteUnclaimed } from "./store/visitors"

const DAY_MS = 86_400_000
/** Dealt-with hints are kept so long, for whoever wants to see what the store said. */
const KEEP_DAYS = 7
/** Partitions are made so far ahead that nobody ever waits for one. */
const AHEAD_DAYS = 62

/** An event older than this is refused, so its number need not be remembered longer; a day more for clocks. */
const REMEMBER_DAYS = OLDEST_DAYS + 1

/**
 * Makes the partitions of the coming months and forgets: hints that were dealt with long ago, numbers of events that can't be
 * told again, and what visitors did who did not sign in for so long that it becomes nobody's.
 * True: there is more to forget.
 */
export const keepHouse =
  ({ database, clock, ensureMonths }: { database: Database; clock: Clock; ensureMonths: EnsureMonths }) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const to = new Date(now.getTime() + AHEAD_DAYS * DAY_MS)
    await ensureMonths({ table: "event", from: now, to })
    await ensureMonths({ table: "step_log", from: now, to })
    const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
    await deleteDone(database, ago(KEEP_DAYS))
    const more = [
      await deleteHeard(database, ago(REMEMBER_DAYS)),
      await deleteUnclaimed(database, ago(CLAIMABLE_DAYS)),
    ]
    return more.includes(true)
  }

export type KeepHouse = ReturnType<typeof keepHouse>
