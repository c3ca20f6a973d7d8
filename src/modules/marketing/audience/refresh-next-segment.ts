import type { Clock } from "../clock"
import type { Database } from "../database"
import type { RefreshSegment } from "./refresh-segment"
import { GONE_BY, KEPT_UP } from "./store/segments"

type Parts = { database: Database; clock: Clock; refreshSegment: RefreshSegment }

/** So long nobody else takes up a refresh that was taken up. */
const TAKEN = "2 minutes"
/** So much earlier in the line stand those by whose members others go: when a month begins, hundreds may be due at once. */
const AHEAD = "10 minutes"

/**
 * Refreshes the dynamic segment whose refresh as a whole is due for longest, if any is, those first by whose members others go: it is new, a day or month began that
 * its rule asks for, it looks at what nobody tells of, or a check is due. True: there may be more. Why one failed is
 * kept with it, and it is tried again.
 */
export const refreshNextSegment =
  ({ database, clock, refreshSegment }: Parts) =>
  async (): Promise<boolean> => {
    const now = await clock.now()
    const next = await database.one<{ id: string }>(
      `update marketing_segment set whole_at = $1::timestamptz + interval '${TAKEN}'
       where no = (
         select no from marketing_segment s
         where type = 'dynamic' and deleted_at is null and ${KEPT_UP}
           and (whole_at is null or whole_at <= $1 or swept_at > $1::timestamptz + interval '1 minute')
         order by whole_at - case when ${GONE_BY} then interval '${AHEAD}' else interval '0' end nulls first, no limit 1 for update skip locked)
       returning id`,
      [now],
    )
    if (!next) return false
    return refreshSegment({ segment_id: next.id }).then(
      () => true,
      () => true,
    )
  }
