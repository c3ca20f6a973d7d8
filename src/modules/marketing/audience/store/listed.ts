import type { ListedMember } from "../../../../core/segment/member-list"
import type { Sql } from "../../database"

/** Each line of the list that names somebody once; forgotten when the transaction ends. */
export const openList = (tx: Sql) =>
  tx.run(
    "create temporary table marketing_listed (pid integer primary key, placeholders jsonb) on commit drop",
  )

/**
 * Whom each line means, by line: by the store's id, another system's number, e-mail, phone. Of several with one address
 * the account stands before the guest, then the older one. A line whose columns mean different people has both.
 */
export async function whoIsListed(tx: Sql, members: ListedMember[]): Promise<Map<number, number[]>> {
  const rows = await tx.rows<{ line: number; pids: number[] }>(
    `with listed as materialized (
       select * from jsonb_to_recordset($1) as l(line int, customer_id text, email text, phone text)),
     meant as (
       select line, 1 as way, p.pid, p.has_account from listed l join marketing_profile p
         on p.customer_id = l.customer_id where p.deleted_at is null
       union all select line, 1, p.pid, p.has_account from listed l join marketing_profile p
         on p.external_id = l.customer_id where p.deleted_at is null
       union all select line, 2, p.pid, p.has_account from listed l join marketing_profile p
         on lower(p.email) = l.email where p.deleted_at is null
       union all select line, 3, p.pid, p.has_account from listed l join marketing_profile p
         on p.phone = l.phone where p.deleted_at is null),
     named as (
       -- An id names one person; an address may be several people's, of whom one is meant by the id beside it.
       select distinct on (line, way) line, way, pid
         from (select m.*, exists (select 1 from meant i where i.line = m.line and i.way = 1 and i.pid = m.pid) as sure
                 from meant m) m
        order by line, way, sure desc, has_account desc, pid)
     select line, array_agg(distinct pid) as pids from named group by line`,
    [JSON.stringify(members)],
  )
  return new Map(rows.map((row) => [row.line, row.pids]))
}

/** Puts people on the list; answers who was not on it yet. */
export const addToList = async (
  tx: Sql,
  people: { pid: number; placeholders: Record<string, string> }[],
): Promise<Set<number>> =>
  new Set(
    (
      await tx.rows<{ pid: number }>(
        `insert into marketing_listed (pid, placeholders)
         select pid, nullif(placeholders, '{}') from jsonb_to_recordset($1) as l(pid int, placeholders jsonb)
         on conflict do nothing returning pid`,
        [JSON.stringify(people)],
      )
    ).map((row) => row.pid),
  )

/** Who is on the list, the first `most` of them. */
export const listedPids = async (tx: Sql, most: number): Promise<number[]> =>
  (await tx.rows<{ pid: number }>("select pid from marketing_listed limit $1", [most])).map((row) => row.pid)

/** Makes everybody on the list a member. Of who was one already, what the list has no column for (`names`) stays as it was. */
export const membersFromList = (tx: Sql, segment: number, names: string[], now: Date) =>
  tx.run(
    `insert into marketing_segment_member as m (segment_no, pid, entered_at, placeholders)
     select $1, pid, $2, placeholders from marketing_listed order by pid
     on conflict (segment_no, pid) do update
       set placeholders = nullif((coalesce(m.placeholders, '{}') - $3::text[]) || coalesce(excluded.placeholders, '{}'), '{}')`,
    [segment, now, names],
  )
