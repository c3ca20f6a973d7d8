import type { Sql } from "../../database"
import { list } from "../../row-table"
import { PERSON, type PersonRow } from "./people"

/**
 * Makes the members of a segment equal to what `people` answers, each once; who left is kept with both times.
 * A temporary table with statistics: as one statement PostgreSQL took a nested loop and minutes.
 */
export async function replaceMembers(
  tx: Sql,
  segment: number,
  people: { text: string; values: unknown[] },
  now: Date,
): Promise<{ entered: number; left: number; members: number }> {
  await tx.run("create temporary table marketing_wanted (pid integer not null) on commit drop")
  // In the order of pids: members are written 1.8 times faster.
  const members = await tx.run(
    `insert into marketing_wanted select who.pid from (${people.text}) who order by 1`,
    people.values,
  )
  await tx.run("analyze marketing_wanted")
  // Members written a moment ago are not in PostgreSQL's statistics; taken for few, they were compared one by one for minutes.
  await tx.run("set local enable_nestloop = off")
  const left = await tx.run(
    `with gone as (
       delete from marketing_segment_member m
       where m.segment_no = $1 and not exists (select 1 from marketing_wanted w where w.pid = m.pid)
       returning m.pid, m.entered_at)
     insert into marketing_segment_left (segment_no, pid, entered_at, left_at)
     select $1, pid, entered_at, $2 from gone on conflict do nothing`,
    [segment, now],
  )
  const entered = await tx.run(
    `insert into marketing_segment_member (segment_no, pid, entered_at)
     select $1, w.pid, $2 from marketing_wanted w
     where not exists (select 1 from marketing_segment_member m where m.segment_no = $1 and m.pid = w.pid)
     order by w.pid`,
    [segment, now],
  )
  await tx.run("set local enable_nestloop = on")
  await tx.run("drop table marketing_wanted")
  return { entered, left, members }
}

/** Makes these people members, or not, as `people` answers of them; who left is kept with both times. */
export const changeMembers = async (
  tx: Sql,
  segment: number,
  pids: number[],
  people: { text: string; values: unknown[] },
  now: Date,
): Promise<{ entered: number; left: number }> => {
  const place = (n: number) => `$${people.values.length + n}`
  const [no, asked, at] = [`${place(1)}::int`, `${place(2)}::int[]`, `${place(3)}::timestamptz`]
  const change = await tx.one<{ entered: number; left: number }>(
    `with wanted as materialized (${people.text}),
     gone as (
       delete from marketing_segment_member m
        where m.segment_no = ${no} and m.pid = any(${asked}) and not exists (select 1 from wanted w where w.pid = m.pid)
       returning m.pid, m.entered_at),
     kept as (
       insert into marketing_segment_left (segment_no, pid, entered_at, left_at)
       select ${no}, pid, entered_at, ${at} from gone on conflict do nothing),
     entered as (
       insert into marketing_segment_member (segment_no, pid, entered_at)
       select ${no}, pid, ${at} from wanted order by pid on conflict do nothing returning pid)
     select (select count(*) from entered)::int as entered, (select count(*) from gone)::int as "left"`,
    [...people.values, segment, list(pids), now],
  )
  return change!
}

/** Puts customers into a segment by hand. Answers how many are new in it. */
export const addMembers = (tx: Sql, segment: number, pids: number[], now: Date): Promise<number> =>
  tx.run(
    `insert into marketing_segment_member (segment_no, pid, entered_at)
     select $1, pid, $3 from unnest($2::int[]) as pid order by pid on conflict do nothing`,
    [segment, pids, now],
  )

/** Takes out whom the store deleted: of all members, or of these. Who left is kept with both times, and can be brought back. */
export const removeGone = (tx: Sql, segment: number, pids: number[] | null, now: Date): Promise<number> =>
  tx.run(
    `with gone as (
       delete from marketing_segment_member m using marketing_profile p
        where m.segment_no = $1 and ($2::int[] is null or m.pid = any($2::int[]))
          and p.pid = m.pid and p.deleted_at is not null
       returning m.pid, m.entered_at, m.placeholders)
     insert into marketing_segment_left (segment_no, pid, entered_at, left_at, gone, placeholders)
     select $1, pid, entered_at, $3, true, placeholders from gone on conflict do nothing`,
    [segment, pids && list(pids), now],
  )

/** Of these, whom the store deleted and has again, with what the file said of them. Answers how many came back. */
export const bringBack = (tx: Sql, segment: number, pids: number[], now: Date): Promise<number> =>
  tx.run(
    `with back as (
       update marketing_segment_left l set gone = false from marketing_profile p
        where l.segment_no = $1 and l.pid = any($2::int[]) and l.gone and p.pid = l.pid and p.deleted_at is null
       returning l.pid, l.left_at, l.placeholders)
     insert into marketing_segment_member (segment_no, pid, entered_at, placeholders)
     select distinct on (pid) $1, pid, $3, placeholders from back order by pid, left_at desc on conflict do nothing`,
    [segment, list(pids), now],
  )

/** Takes customers out by hand. Answers how many were in it. */
export const removeMembers = async (tx: Sql, segment: number, pids: number[], now: Date): Promise<number> =>
  (await tx.one<{ n: number }>(
    `with gone as (delete from marketing_segment_member where segment_no = $1 and pid = any($2::int[]) returning pid, entered_at),
     kept as (
       insert into marketing_segment_left (segment_no, pid, entered_at, left_at)
       select $1, pid, entered_at, $3 from gone on conflict do nothing)
     select count(*)::int as n from gone`,
    [segment, pids, now],
  ))!.n

export const countMembers = async (sql: Sql, segment: number): Promise<number> =>
  (await sql.one<{ n: number }>(
    "select count(*)::int as n from marketing_segment_member where segment_no = $1",
    [segment],
  ))!.n

/** `placeholders`: what the other columns of an imported list said, for messages. */
export type MemberRow = PersonRow & { entered_at: Date; placeholders: Record<string, string> | null }

/** A page of members, the newest first. `q`: how words of the name or e-mail begin, or somebody's number in one of the systems. */
export const pageOfMembers = (
  sql: Sql,
  segment: number,
  { q, offset, limit }: { q?: string; offset: number; limit: number },
): Promise<MemberRow[]> =>
  sql.rows(
    `select ${PERSON}, m.entered_at, m.placeholders from marketing_segment_member m join marketing_profile p on p.pid = m.pid
     where m.segment_no = $1 and ${q === undefined ? "$2::text is null and $3::text is null" : MATCHES}
     order by m.pid desc offset $4 limit $5`,
    [segment, ...(q === undefined ? [null, null] : [wordsOf(q), q]), offset, limit],
  )

export const countOfMembers = async (sql: Sql, segment: number, q: string): Promise<number> =>
  (await sql.one<{ n: number }>(
    `select count(*)::int as n from marketing_segment_member m join marketing_profile p on p.pid = m.pid
     where m.segment_no = $1 and ${MATCHES}`,
    [segment, wordsOf(q), q],
  ))!.n

/** Answered by indexes; what is said of words is the expression of one (Migration20261101000020). */
const MATCHES = `(
  to_tsvector('simple', regexp_replace(
    translate(coalesce(p.email, '') || ' ' || coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, ''), '@._-+', '     '),
    '([\\u2e80-\\u9fff\\uf900-\\ufaff])', ' \\1 ', 'g')) @@ to_tsquery('simple', $2)
  or p.customer_id = $3 or p.external_id = $3)`

/** Each word as the beginning of one; nothing fits a text without words. */
const wordsOf = (q: string): string =>
  (q.replace(/[\u2e80-\u9fff\uf900-\ufaff]/g, " $& ").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])
    .map((word) => `${word}:*`)
    .join(" & ")
