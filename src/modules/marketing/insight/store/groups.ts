import type { Sql } from "../../database"

type Group = { no: number; id: string; name: string; refreshed_at: Date | null; stamp: string }
/** The segment's number, and the other one's; null: all customers. */
export type Groups = { segment: number; compare: number | null }

/** `stamp`: another one after somebody changed the segment, and after it was asked as a whole. */
export const findGroup = (sql: Sql, id: string): Promise<Group | undefined> =>
  sql.one<Group>(
    `select no, id, name, refreshed_at, concat_ws(' ', no, updated_at, whole_at) as stamp
       from marketing_segment where id = $1 and deleted_at is null`,
    [id],
  )

/**
 * The profiles of both groups, each person once, with two more columns: are they `ours` (of segment $1), are they `theirs`
 * (of segment $2, or of all when that is null).
 */
export const whoSql = ({ compare }: Groups): string =>
  compare === null
    ? `select p.*, m.pid is not null as ours, $2::int is null as theirs
         from marketing_profile p left join marketing_segment_member m on m.segment_no = $1 and m.pid = p.pid
        where p.deleted_at is null`
    : `select p.*, m.ours, m.theirs
         from (select pid, bool_or(segment_no = $1) as ours, bool_or(segment_no = $2) as theirs
                 from marketing_segment_member where segment_no in ($1, $2) group by pid) m
         join marketing_profile p on p.pid = m.pid
        where p.deleted_at is null`

/**
 * Rows of another table that has a `pid`, with the same two columns; the profiles, which are much wider, are not read.
 */
export const rowsSql = ({ compare }: Groups, rows: string): string =>
  compare === null
    ? `select r.*, m.pid is not null as ours, $2::int is null as theirs
         from ${rows} r left join marketing_segment_member m on m.segment_no = $1 and m.pid = r.pid
        where ${livingSql("r")}`
    : `select r.*, m.ours, m.theirs
         from (select pid, bool_or(segment_no = $1) as ours, bool_or(segment_no = $2) as theirs
                 from marketing_segment_member where segment_no in ($1, $2) group by pid) m
         join ${rows} r on r.pid = m.pid
        where ${livingSql("r")}`

/** How many of either group a row of `whoSql` stands for. */
export const BOTH = "count(*) filter (where w.ours) as segment, count(*) filter (where w.theirs) as compare"

/** True of a row of somebody who was not deleted as a customer since. */
const livingSql = (row: string): string =>
  `not exists (select 1 from marketing_profile d where d.pid = ${row}.pid and d.deleted_at is not null)`

/** The same of a member `m`. */
export const LIVING = livingSql("m")
