import type { Overlap } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { LIVING } from "./groups"

const MOST = 12

/** The segments that share most people with this one. Archived ones aside: their members are old. */
export const readOverlap = (tx: Sql, segment: number): Promise<Overlap[]> =>
  tx.rows<Overlap>(
    `with ours as (select m.pid from marketing_segment_member m where m.segment_no = $1 and ${LIVING})
     select s.id, s.name, count(*) as members, count(o.pid) as shared
       from marketing_segment s
       join marketing_segment_member m on m.segment_no = s.no and ${LIVING}
       left join ours o on o.pid = m.pid
      where s.no <> $1 and s.deleted_at is null and s.state <> 'archived'
      group by s.no having count(o.pid) > 0
      order by shared desc, members, s.no limit ${MOST}`,
    [segment],
  )
