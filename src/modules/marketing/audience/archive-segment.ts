import { Missing } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { COLUMNS, findSegment, type SegmentRow } from "./store/segments"

type Parts = { database: Database; clock: Clock }
type Asked = { segment_id: string; actor?: string }

/**
 * Puts a segment away: lists and pickers no longer show it. Whatever uses it goes on: by its rule, or by its members, who
 * are kept up to date as long as somebody goes by them. Throws Missing.
 */
export const archiveSegment =
  (parts: Parts) =>
  (asked: Asked): Promise<SegmentRow> =>
    changeState(parts, asked, "archived", "'archived'")

/** Takes a segment back; a dynamic one is refreshed soon. Throws Missing. */
export const unarchiveSegment =
  (parts: Parts) =>
  (asked: Asked): Promise<SegmentRow> =>
    changeState(
      parts,
      asked,
      "unarchived",
      "case when state <> 'archived' then state when type = 'dynamic' then 'stale' else 'fresh' end",
    )

async function changeState(
  { database, clock }: Parts,
  { segment_id, actor }: Asked,
  action: string,
  state: string,
): Promise<SegmentRow> {
  const now = await clock.now()
  return database.transaction(async (tx) => {
    if (!(await findSegment(tx, segment_id, true))) throw new Missing("segment", segment_id)
    await tx.run(
      `insert into marketing_audit (at, actor, entity, entity_id, action) values ($1, $2, 'segment', $3, $4)`,
      [now, actor ?? null, segment_id, action],
    )
    return (await tx.one<SegmentRow>(
      `update marketing_segment set state = ${state}, whole_at = null, updated_at = $2 where id = $1 returning ${COLUMNS}`,
      [segment_id, now],
    ))!
  })
}
