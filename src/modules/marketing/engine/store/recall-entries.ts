import type { Sql } from "../../database"
import { list } from "../../row-table"
import { heldOutBy } from "./hold-out"

type Asked = {
  pids: number[]
  plan_no: number
  plan_id: string
  holdout_percent: number
  store_percent: number
  before: Date
}

/** Of these people those who are there, and who of them is held out. */
export const readLots = (
  sql: Sql,
  { pids, plan_id, holdout_percent, store_percent }: Asked,
): Promise<{ pid: number; held_out: string | null }[]> =>
  sql.rows(
    `select c.pid, ${heldOutBy({ plan_id: "$2", percent: "$3", store_percent: "$4" })} as held_out
       from marketing_profile c where c.pid = any($1::int[]) and c.deleted_at is null`,
    [list(pids), plan_id, holdout_percent, store_percent],
  )

/** When these people came into a plan before a moment, where, and when they left. */
export const readEarlier = (
  sql: Sql,
  { pids, plan_no, before }: Asked,
): Promise<{ pid: number; entry: string; entered_at: Date; ended_at: Date | null }[]> =>
  sql.rows(
    `select pid, entry, entered_at, ended_at from marketing_enrollment
      where pid = any($1::int[]) and plan_no = $2 and entered_at < $3 order by pid, entered_at`,
    [list(pids), plan_no, before],
  )
