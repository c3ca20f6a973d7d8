import type { Sql } from "../../database"
import { list } from "../../row-table"
import { KEPT_UP } from "./segments"

/** Notes of whom something changed; `null`: of anybody. */
export const appendChange = (tx: Sql, pids: number[] | null) =>
  tx.run("insert into marketing_change (pids) values ($1::int[])", [pids && list(pids)])

/** Takes so many notes out, the oldest first. Nobody else takes them; they come back when the transaction fails. */
export const takeChanges = (tx: Sql, most: number): Promise<{ pids: number[] | null }[]> =>
  tx.rows(
    `delete from marketing_change
      where id in (select id from marketing_change order by id limit $1 for update skip locked) returning pids`,
    [most],
  )

/** Hands people on to every segment that is kept up person by person, and to lists those whom the store deleted. */
export async function putDue(tx: Sql, pids: number[] | null): Promise<void> {
  await tx.run(
    `insert into marketing_segment_due (segment_no, pids)
     select s.no, $1::int[] from marketing_segment s
      where s.type = 'dynamic' and not s.restless and s.deleted_at is null and ${KEPT_UP}`,
    [pids && list(pids)],
  )
  // Members or not: a file that is being read may make them members yet.
  await tx.run(
    `insert into marketing_segment_due (segment_no, pids)
     select s.no, gone.pids from marketing_segment s,
            (select array_agg(pid) as pids from marketing_profile
              where deleted_at is not null and ($1::int[] is null or pid = any($1::int[]))) gone
      where s.type <> 'dynamic' and s.deleted_at is null and gone.pids is not null`,
    [pids && list(pids)],
  )
}

export const takeDue = (tx: Sql, segment: number): Promise<{ pids: number[] | null }[]> =>
  tx.rows("delete from marketing_segment_due where segment_no = $1 returning pids", [segment])

export const dropDue = (tx: Sql, segment: number): Promise<number> =>
  tx.run("delete from marketing_segment_due where segment_no = $1", [segment])
