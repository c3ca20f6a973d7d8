import { generateEntityId } from "@medusajs/framework/utils"
import { Missing } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { COLUMNS, findSegment, type SegmentRow } from "./store/segments"

type Parts = { database: Database; clock: Clock }
type Asked = {
  segment_id: string
  /** Left out: the same name with "(copy)". */
  name?: string
  /** True: a static segment of the members that it has now, whatever becomes of them. */
  frozen?: boolean
  actor?: string
}

const NAME_LENGTH = 200

/** A new segment with the same rule and sample and the same members, with what is known of each. Throws Missing. */
export const duplicateSegment =
  ({ database, clock }: Parts) =>
  async ({ segment_id, name, frozen = false, actor }: Asked): Promise<SegmentRow> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      // Deleting and saving take it too: what the rule names is still there when the copy is.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      const from = await findSegment(tx, segment_id, true)
      if (!from) throw new Missing("segment", segment_id)
      const id = generateEntityId(undefined, "mkseg")
      const called = name?.trim().slice(0, NAME_LENGTH) || `${from.name.slice(0, NAME_LENGTH - 7)} (copy)`
      const { no } = (await tx.one<{ no: number }>(
        `insert into marketing_segment (id, name, type, rule, sample, state, refreshed_at, created_by, created_at, updated_at)
         select $2, $3, case when $4 and type = 'dynamic' then 'static' else type end,
                case when $4 then null else rule end, case when $4 then null else sample end,
                case when type = 'dynamic' and not $4 then 'stale' else 'fresh' end, refreshed_at, $5, $6, $6
           from marketing_segment where no = $1 returning no`,
        [from.no, id, called, frozen, actor ?? null, now],
      ))!
      await tx.run(
        `insert into marketing_segment_member (segment_no, pid, entered_at, placeholders)
         select $2, pid, $3, placeholders from marketing_segment_member where segment_no = $1 order by pid`,
        [from.no, no, now],
      )
      await tx.run(
        `insert into marketing_audit (at, actor, entity, entity_id, action, detail) values ($1, $2, 'segment', $3, 'duplicated', $4)`,
        [now, actor ?? null, id, JSON.stringify({ from: segment_id, frozen })],
      )
      return (await tx.one<SegmentRow>(
        `update marketing_segment s set member_count = (select count(*) from marketing_segment_member m where m.segment_no = s.no)
          where no = $1 returning ${COLUMNS}`,
        [no],
      ))!
    })
  }
