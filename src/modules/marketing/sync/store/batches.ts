import type { Sql } from "../../database"

export type Batch = { no: number; id: string; made_at: Date; entered: number[]; gone: number[] }
export type Told = { customer_id: string; external_id: string | null; email: string | null }

/** The batch that is sent next: the oldest one, so that who left never overtakes who entered. */
export const nextBatch = (sql: Sql, segment_no: number): Promise<Batch | undefined> =>
  sql.one<Batch>(
    "select no, id, made_at, entered, gone from marketing_webhook_batch where segment_no = $1 order by no limit 1",
    [segment_no],
  )

/**
 * Writes down who came and who left since the last batches, at most `limit` people in batches of `size`, and that they stand
 * there. `idOf` names a batch. Answers how many differences there were in all.
 */
export async function makeBatches(
  tx: Sql,
  { segment_no, limit, size, idOf }: { segment_no: number; limit: number; size: number; idOf: () => string },
  now: Date,
): Promise<number> {
  await tx.run("set local enable_nestloop = off")
  const rows = await tx.rows<{ pid: number; entered: boolean; waiting: number }>(
    `with wanted as materialized (
       select m.pid from marketing_segment_member m join marketing_profile p on p.pid = m.pid
        where m.segment_no = $1 and p.deleted_at is null),
     difference as materialized (
       select w.pid, true as entered from wanted w where not exists (
         select 1 from marketing_webhook_member t where t.segment_no = $1 and t.pid = w.pid)
       union all
       select t.pid, false from marketing_webhook_member t
        where t.segment_no = $1 and not exists (select 1 from wanted w where w.pid = t.pid))
     select pid, entered, count(*) over () as waiting from difference order by pid limit $2`,
    [segment_no, limit],
  )
  await tx.run("set local enable_nestloop = on")
  const of = (entered: boolean, some: typeof rows) =>
    some.filter((row) => row.entered === entered).map((row) => row.pid)
  await tx.run(
    "insert into marketing_webhook_member (segment_no, pid) select $1, unnest($2::int[]) on conflict do nothing",
    [segment_no, of(true, rows)],
  )
  await tx.run("delete from marketing_webhook_member where segment_no = $1 and pid = any($2::int[])", [
    segment_no,
    of(false, rows),
  ])
  for (let from = 0; from < rows.length; from += size) {
    const some = rows.slice(from, from + size)
    await tx.run(
      "insert into marketing_webhook_batch (id, segment_no, made_at, entered, gone) values ($1, $2, $3, $4, $5)",
      [idOf(), segment_no, now, of(true, some), of(false, some)],
    )
  }
  const waiting = rows[0]?.waiting ?? 0
  await tx.run("update marketing_webhook set waiting = $2 where segment_no = $1", [segment_no, waiting])
  return waiting
}

/** The receiver took it: nothing of it is needed any more. False: it is gone already. */
export const deleteBatch = async (tx: Sql, no: number): Promise<boolean> =>
  (await tx.run("delete from marketing_webhook_batch where no = $1", [no])) === 1

/** How a receiver can know these people, by pid; of who was deleted nothing but the ids. */
export const describePeople = async (
  sql: Sql,
  pids: number[],
  with_email: boolean,
): Promise<Map<number, Told>> =>
  new Map(
    (
      await sql.rows<Told & { pid: number }>(
        `select pid, customer_id, external_id, case when $2 and deleted_at is null then email end as email
           from marketing_profile where pid = any($1::int[])`,
        [pids, with_email],
      )
    ).map(({ pid, ...told }) => [pid, told]),
  )
