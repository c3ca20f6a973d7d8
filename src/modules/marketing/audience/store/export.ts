import type { Sql } from "../../database"
import { PERSON, type PersonRow } from "./people"

export type ExportedMember = PersonRow & {
  deleted: boolean
  phone: string | null
  tags: string[]
  entered_at: Date
  placeholders: Record<string, string> | null
}

const PAGE = 2_000

/**
 * The next members in the order of pids. Members first and each person by their number: right after an import PostgreSQL knows
 * so little of these tables that it would sort all of them for every page.
 */
export const membersAfter = (sql: Sql, segment: number, after: number): Promise<ExportedMember[]> =>
  sql.rows(
    `with m as materialized (
       select pid, entered_at, placeholders from marketing_segment_member
        where segment_no = $1 and pid > $2 order by pid limit ${PAGE})
     select ${PERSON}, p.phone, p.tags, m.entered_at, m.placeholders, p.deleted_at is not null as deleted
       from m cross join lateral (select * from marketing_profile where pid = m.pid) p order by m.pid`,
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
