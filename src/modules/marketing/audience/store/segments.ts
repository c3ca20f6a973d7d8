import type { Rule } from "../../../../core/rules/schema"
import type { Sample } from "../../../../core/segment/sample"
import type { Sql } from "../../database"

export type SegmentType = "dynamic" | "static" | "imported"
export type SegmentRow = {
  no: number
  id: string
  name: string
  type: SegmentType
  rule: Rule | null
  /** Given: a random part of the people whom the rule describes. */
  sample: Sample | null
  state: "fresh" | "stale" | "refreshing" | "failed" | "archived"
  error: string | null
  member_count: number
  refreshed_at: Date | null
  refresh_ms: number | null
  created_by: string | null
  created_at: Date
  updated_at: Date
}

export const COLUMNS =
  "no, id, name, type, rule, sample, state, error, member_count, refreshed_at, refresh_ms, created_by, created_at, updated_at"

/**
 * True of a segment `s` whose members are what others go by: a sample in other rules, a customer group, another system, a plan that
 * hears who enters or leaves.
 */
export const GONE_BY = `(s.sample is not null
  or exists (select 1 from marketing_group_sync g where g.segment_no = s.no)
  or exists (select 1 from marketing_webhook w where w.segment_no = s.no)
  or exists (select 1 from marketing_listener l where l.event in ('segment_entered:' || s.id, 'segment_left:' || s.id)))`

/** True of a segment `s` that follows what happens; in the archive too, where others go by it. */
export const KEPT_UP = `(s.state <> 'archived' or ${GONE_BY})`

export const isKeptUp = async (sql: Sql, no: number): Promise<boolean> =>
  (await sql.one(`select 1 from marketing_segment s where s.no = $1 and ${KEPT_UP}`, [no])) !== undefined

/** One segment that is there. `lock` holds it until the transaction ends. */
export const findSegment = (sql: Sql, id: string, lock = false): Promise<SegmentRow | undefined> =>
  sql.one<SegmentRow>(
    `select ${COLUMNS} from marketing_segment where id = $1 and deleted_at is null${lock ? " for update" : ""}`,
    [id],
  )

export const findSegments = (sql: Sql, ids: string[]): Promise<SegmentRow[]> =>
  sql.rows<SegmentRow>(
    `select ${COLUMNS} from marketing_segment where id = any($1::text[]) and deleted_at is null`,
    [ids],
  )

/** Dynamic segments, for the question who refers to whom. */
export const rulesOfSegments = (sql: Sql): Promise<{ id: string; name: string; rule: Rule }[]> =>
  sql.rows(
    `select id, name, rule from marketing_segment where rule is not null and deleted_at is null order by no`,
  )
