import type { Sql } from "../../database"
import { list } from "../../row-table"

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

/** Hands people on to every segment that is kept up person by person. */
export const putDue = (tx: Sql, pids: number[] | null) =>
  tx.run(
    `insert into marketing_segment_due (segment_no, pids)
     select no, $1::int[] from marketing_segment
      where type = 'dynamic' and not restless and deleted_at is null and state <> 'archived'`,
    [pids && list(pids)],
  )

export const takeDue = (tx: Sql, segment: number): Promise<{ pids: number[] | null }[]> =>
  tx.rows("delete from marketing_segment_due where segment_no = $1 returning pids", [segment])

export const dropDue = (tx: Sql, segment: number): Promise<number> =>
  tx.run("delete from marketing_segment_due where segment_no = $1", [segment])
