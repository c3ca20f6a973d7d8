import type { Sql } from "../../database"

export const appendDue = (tx: Sql, pids: number[]) =>
  tx.run("insert into marketing_score_due (pid) select distinct unnest($1::int[]) order by 1", [pids])

/** The newest entry; null: there is none. */
export const newestDue = async (sql: Sql): Promise<number | null> =>
  (await sql.one<{ newest: number | null }>("select max(id) as newest from marketing_score_due"))!.newest

/** Takes the oldest entries out, none newer than `newest`; answers whose they are. */
export const takeDue = async (tx: Sql, newest: number, most: number): Promise<number[]> => {
  const rows = await tx.rows<{ pid: number }>(
    `with taken as (
       delete from marketing_score_due
        where id in (select id from marketing_score_due where id <= $1 order by id limit $2) returning pid)
     select distinct pid from taken order by pid`,
    [newest, most],
  )
  return rows.map((row) => row.pid)
}
