import type { Sql } from "../../database"
import { list, rowTable } from "../../row-table"

export type NewBlock = {
  pid: number
  until: Date | null
  plan_no: number
  run_no: number
  node: string
}

/** Of these people those who get no benefits now. */
export const whoIsBlocked = async (sql: Sql, pids: number[], now: Date): Promise<Set<number>> =>
  new Set(
    (
      await sql.rows<{ pid: number }>(
        "select pid from marketing_benefit_block where pid = any($1::int[]) and (until is null or until > $2)",
        [list(pids), now],
      )
    ).map((row) => row.pid),
  )

/** The latest word counts, also when it is a shorter one. */
export const insertBlocks = (tx: Sql, blocks: NewBlock[], now: Date): Promise<number> => {
  const asked = rowTable(
    blocks,
    { pid: "int", until: "timestamptz", plan_no: "int", run_no: "int", node: "text" },
    { first: 2 },
  )
  return tx.run(
    `insert into marketing_benefit_block (pid, until, plan_no, run_no, node, at)
     select pid, until, plan_no, run_no, node, $1 from ${asked.from} order by pid
     on conflict (pid) do update set until = excluded.until, plan_no = excluded.plan_no, run_no = excluded.run_no,
       node = excluded.node, at = excluded.at`,
    [now, ...asked.values],
  )
}

export const deleteBlocks = (tx: Sql, pids: number[]): Promise<number> =>
  tx.run("delete from marketing_benefit_block where pid = any($1::int[])", [list(pids)])
