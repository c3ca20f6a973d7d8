import { dailySizes, type Moved } from "../../../../core/insight/daily-size"
import type { DailySize } from "../../../../core/insight/insight"
import type { Day } from "../../../../core/time/zone"
import type { Sql } from "../../database"

/** A quarter of a year can be read in one picture. */
const SHOWN_DAYS = 90

/** The size of a segment day by day in the store's zone, from who came and who left. */
export async function readSizes(
  tx: Sql,
  segment: number,
  { today, zone }: { today: Day; zone: string },
): Promise<DailySize[]> {
  const moved = await tx.rows<Moved>(
    `with moved as (
       select entered_at as at, 1 as entered, 0 as gone from marketing_segment_member where segment_no = $1
       union all select entered_at, 1, 0 from marketing_segment_left where segment_no = $1
       union all select left_at, 0, 1 from marketing_segment_left where segment_no = $1)
     select (at at time zone $2)::date as day, sum(entered)::int as entered, sum(gone)::int as left from moved group by 1`,
    [segment, zone],
  )
  return dailySizes(moved, today, SHOWN_DAYS)
}
