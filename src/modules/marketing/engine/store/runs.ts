import type { Sql } from "../../database"

export type EnrollingRun = {
  no: number
  plan_no: number
  plan_id: string
  category: string
  version: number
  slot: string
  enroll_cursor: number | null
  started_at: Date
}

/** Null when the run is not taking people in now, e.g. because its plan is paused. */
export const readEnrollingRun = async (sql: Sql, run_no: number): Promise<EnrollingRun | undefined> =>
  sql.one<EnrollingRun>(
    `select r.no, r.plan_no, p.id as plan_id, p.category, r.version, r.slot, r.enroll_cursor, coalesce(r.started_at, r.due_at) as started_at
       from marketing_run r join marketing_plan p on p.no = r.plan_no
      where r.no = $1 and r.state = 'enrolling' and p.state = 'running'`,
    [run_no],
  )

export const enrollingRuns = async (sql: Sql): Promise<number[]> =>
  (
    await sql.rows<{ no: number }>(
      `select r.no from marketing_run r join marketing_plan p on p.no = r.plan_no
        where r.state = 'enrolling' and p.state = 'running' order by r.due_at, r.no`,
    )
  ).map((run) => run.no)

/** Everyone is in. A run that nobody entered ends by itself with the next look at finished runs. */
export const finishEnrolling = (sql: Sql, run_no: number): Promise<number> =>
  sql.run(
    `update marketing_run set state = 'running', enroll_cursor = null where no = $1 and state = 'enrolling'`,
    [run_no],
  )

/** The run that a triggered plan lets people into while it runs, until its end. */
export const readOpenRun = (
  sql: Sql,
  plan_no: number,
  now: Date,
): Promise<{ run_no: number; plan_id: string; category: string } | undefined> =>
  sql.one(
    `select r.no as run_no, p.id as plan_id, p.category from marketing_run r join marketing_plan p on p.no = r.plan_no
      where r.plan_no = $1 and r.slot = 'open' and r.state = 'running' and p.state = 'running'
        and (r.closes_at is null or r.closes_at > $2)`,
    [plan_no, now],
  )
