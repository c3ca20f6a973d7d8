import type { StageMove } from "../../../../core/insight/insight"
import type { Sql } from "../../database"
import { LIVING } from "./groups"

/** When the first stage of anybody was noted; null: never yet. */
export const firstStageChange = async (tx: Sql): Promise<Date | null> =>
  (await tx.one<{ at: Date | null }>("select min(at) as at from marketing_stage_change"))!.at

/** Where members were just before `from`, and just before `to`: each is in the stage that was noted last. */
export const movesBetween = (tx: Sql, segment: number, from: Date, to: Date): Promise<StageMove[]> =>
  tx.rows<StageMove>(
    `with edge as (
       select (array_agg(c.to_stage order by c.at desc) filter (where c.at < $2))[1] as was,
              (array_agg(c.to_stage order by c.at desc))[1] as became
         from marketing_segment_member m
         left join marketing_stage_change c on c.pid = m.pid and c.at < $3
        where m.segment_no = $1 and ${LIVING}
        group by m.pid)
     select was as "from", became as "to", count(*) as people from edge group by 1, 2 order by 3 desc, 1, 2`,
    [segment, from, to],
  )
