import type { Sql } from "../../database"

type Mirrored = { pid: number; customer_id: string }
export type Differences = { adds: Mirrored[]; removes: Mirrored[]; waiting: number }

/**
 * What the group lacks, and whom we put there who no longer belongs there (when it is ending: everybody): at most `limit`
 * of each, and how many there are in all. Asks `marketing_in_group`, which listGroupCustomers made in this transaction.
 */
export async function findDifferences(
  tx: Sql,
  { segment_no, ending, limit }: { segment_no: number; ending: boolean; limit: number },
): Promise<Differences> {
  // A million members are joined by hashing; one by one it would take minutes (see the audience's members).
  await tx.run("set local enable_nestloop = off")
  // Who is not in the group is not there by us either; whoever is put in again is noted again.
  await tx.run(
    `delete from marketing_group_member o using marketing_profile p
      where o.segment_no = $1 and p.pid = o.pid
        and not exists (select 1 from marketing_in_group g where g.customer_id = p.customer_id)`,
    [segment_no],
  )
  const rows = await tx.rows<Mirrored & { way: "add" | "remove"; waiting: number }>(
    `with wanted as materialized (
       select m.pid, p.customer_id from marketing_segment_member m join marketing_profile p on p.pid = m.pid
        where m.segment_no = $1 and p.deleted_at is null and not $2),
     difference as materialized (
       select 'add' as way, w.pid, w.customer_id from wanted w
        where not exists (select 1 from marketing_in_group g where g.customer_id = w.customer_id)
       union all
       select 'remove', o.pid, p.customer_id from marketing_group_member o join marketing_profile p on p.pid = o.pid
        where o.segment_no = $1 and not exists (select 1 from wanted w where w.pid = o.pid)),
     ranked as (
       select *, row_number() over (partition by way order by pid) as rank, count(*) over () as waiting from difference)
     select way, pid, customer_id, waiting from ranked where rank <= $3 order by pid`,
    [segment_no, ending, limit],
  )
  await tx.run("set local enable_nestloop = on")
  const of = (way: "add" | "remove") => rows.filter((row) => row.way === way)
  return { adds: of("add"), removes: of("remove"), waiting: rows[0]?.waiting ?? 0 }
}

export const noteMirrored = (tx: Sql, segment_no: number, pids: number[]) =>
  tx.run(
    "insert into marketing_group_member (segment_no, pid) select $1, unnest($2::int[]) on conflict do nothing",
    [segment_no, pids],
  )

export const forgetMirrored = (tx: Sql, segment_no: number, pids: number[]) =>
  tx.run("delete from marketing_group_member where segment_no = $1 and pid = any($2::int[])", [
    segment_no,
    pids,
  ])

export const countMirrored = async (sql: Sql, segment_no: number): Promise<number> =>
  (await sql.one<{ n: number }>(
    "select count(*)::int as n from marketing_group_member where segment_no = $1",
    [segment_no],
  ))!.n
