import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RefreshSegment } from "./refresh-segment"

type Parts = { database: Database; clock: Clock; refreshSegment: RefreshSegment }

/** Relative windows ("the last 30 days") are at most this late. */
const OLD_MS = 60_000
/** A refresh that takes long is not repeated at once: at most a fifth of the time is spent on one segment. */
const REST = 5

/**
 * Refreshes the dynamic segment that waits longest, if any is old. True: there may be more. One process at a time works
 * on a segment; a failed one is tried again when it is old.
 */
export const refreshNextSegment =
  ({ database, clock, refreshSegment }: Parts) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const next = await database.one<{ id: string }>(
      `update marketing_segment set refreshed_at = $1
       where no = (
         select no from marketing_segment
         where type = 'dynamic' and deleted_at is null and state <> 'archived'
           and (refreshed_at is null or refreshed_at <= $1::timestamptz - greatest($2::int, coalesce(refresh_ms, 0) * $3) * interval '1 millisecond'
             or state = 'stale')
         order by refreshed_at nulls first, no limit 1 for update skip locked)
       returning id`,
      [now, OLD_MS, REST],
    )
    if (!next) return false
    // Why a refresh failed is kept with the segment; the next one must not suffer from it.
    return refreshSegment({ segment_id: next.id }).then(
      () => true,
      () => true,
    )
  }
