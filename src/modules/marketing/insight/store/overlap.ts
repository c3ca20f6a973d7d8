import type { Overlap } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { LIVING } from "./groups"

const MOST = 12

/** The segments that share most people with this one. Archived ones aside: their members are old. */
export const readOverlap = (tx: Sql, segment: number): Promise<Overlap[]> =>
  tx.rows<Overlap>(
    // All segments in one pass over the members: one by one, each pass looked everybody up again.
    `select s.id, s.name, m.members, m.shared
       from (select m.segment_no, count(*) as members, count(o.pid) as shared
               from marketing_segment_member m
               left join marketing_segment_member o on o.segment_no = $1 and o.pid = m.pid
              where m.segment_no = any(array(
                      select no from marketing_segment where no <> $1 and deleted_at is null and state <> 'archived'))
                and ${LIVING}
              group by 1 having count(o.pid) > 0) m
       join marketing_segment s on s.no = m.segment_no
      order by m.shared desc, m.members, s.no limit ${MOST}`,
    [segment],
  )
