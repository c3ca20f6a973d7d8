import type { Sql } from "../../database"
import { PERSON, type PersonRow } from "./people"

export type ExportedMember = PersonRow & {
  phone: string | null
  tags: string[]
  entered_at: Date
  placeholders: Record<string, string> | null
}

const PAGE = 2_000

/** The next members in the order of pids, without those who were deleted. */
export const membersAfter = (sql: Sql, segment: number, after: number): Promise<ExportedMember[]> =>
  sql.rows(
    `select ${PERSON}, p.phone, p.tags, m.entered_at, m.placeholders
       from marketing_segment_member m join marketing_profile p on p.pid = m.pid
      where m.segment_no = $1 and m.pid > $2 and p.deleted_at is null order by m.pid limit ${PAGE}`,
    [segment, after],
  )

/** The columns that came with the members, by name. */
export const columnsOfMembers = async (sql: Sql, segment: number): Promise<string[]> =>
  (
    await sql.rows<{ name: string }>(
      `select distinct name from marketing_segment_member m, jsonb_object_keys(m.placeholders) as name
        where m.segment_no = $1 and m.placeholders is not null order by name`,
      [segment],
    )
  ).map((row) => row.name)
