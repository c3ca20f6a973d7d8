import { bandsOf, type Counted, DWELL } from "../../../../core/insight/bands"
import type { Band } from "../../../../core/insight/insight"
import { propertyNumber } from "../../../../core/rules/compile-match"
import type { Sql } from "../../database"
import { BOTH, type Groups, rowsSql } from "./groups"

/** All the seconds that pages told of each person when they were left; a page that told none tells nothing. */
const STAYED = `(select e.pid, sum(${propertyNumber("e.props", "'seconds'")}) as seconds from marketing_event e
  where e.name = 'left_page' and e.pid is not null group by e.pid)`

/** How long both groups stayed in the shop, of those of whom it is known; null when it is known of nobody. */
export async function readDwell(tx: Sql, groups: Groups): Promise<Band[] | null> {
  const rows = await tx.rows<Counted & { value: number }>(
    `with w as (${rowsSql(groups, STAYED)})
     select width_bucket(w.seconds, $3::numeric[]) as value, ${BOTH} from w
      where w.seconds is not null and (w.ours or w.theirs) group by 1`,
    [groups.segment, groups.compare, DWELL],
  )
  if (rows.length === 0) return null
  return bandsOf(
    DWELL,
    rows.map(({ value, ...both }) => ({ ...both, value: DWELL[value - 1] ?? 0 })),
  )
}
