import type { Schedule } from "../../../../core/canvas/plan-settings"
import type { Sql } from "../../database"

export type DueRun = {
  no: number
  plan_no: number
  version: number
  slot: string
  due_at: Date
  schedule: Schedule | null
}

/** So many firings at most in one transaction; the rest is due a moment later. */
const MOST = 500

/**
 * Runs whose time has come, with the schedule of their version; kept until the transaction ends. What another process
 * starts at this moment is left out, and so are plans that somebody is just changing: both are looked at again soon. `no`: only this one.
 */
export const lockDueRuns = (tx: Sql, now: Date, no: number | null): Promise<DueRun[]> =>
  tx.rows<DueRun>(
    `select r.no, r.plan_no, r.version, r.slot, r.due_at, v.settings -> 'schedule' as schedule
       from marketing_run r
       join marketing_plan p on p.no = r.plan_no
       join marketing_plan_version v on v.plan_no = r.plan_no and v.version = r.version
      where ${IS_DUE} and ($2::int is null or r.no = $2)
      order by r.due_at, r.no limit ${MOST}
        for no key update of r, p skip locked`,
    [now, no],
  )

export const dueRuns = async (sql: Sql, now: Date): Promise<number[]> =>
  (
    await sql.rows<{ no: number }>(
      `select r.no from marketing_run r join marketing_plan p on p.no = r.plan_no
        where ${IS_DUE} order by r.due_at, r.no limit ${MOST}`,
      [now],
    )
  ).map(({ no }) => no)

const IS_DUE =
  "p.state in ('scheduled', 'running') and p.deleted_at is null and r.state = 'scheduled' and r.due_at <= $1"

export type OpenedRun = { no: number; slot: string; due_at: Date; missed: number }

/** Opens runs for people, each under the slot of the firing that it is; one of a triggered plan for those who come one at a time. */
export const openRuns = (tx: Sql, runs: OpenedRun[], now: Date): Promise<number> =>
  tx.run(
    `update marketing_run r
        set state = case r.slot when 'open' then 'running' else 'enrolling' end, started_at = $2, slot = o.slot, due_at = o.due_at, missed = o.missed
       from jsonb_to_recordset($1) as o(no int, slot text, due_at timestamptz, missed int)
      where r.no = o.no`,
    [JSON.stringify(runs), now],
  )

export type NextRun = { id: string; plan_no: number; version: number; slot: string; due_at: Date }

export const insertNextRuns = (tx: Sql, runs: NextRun[], now: Date): Promise<number> =>
  tx.run(
    `insert into marketing_run (id, plan_no, version, slot, state, due_at, created_at)
     select id, plan_no, version, slot, 'scheduled', due_at, $2
       from jsonb_to_recordset($1) as n(id text, plan_no int, version int, slot text, due_at timestamptz)`,
    [JSON.stringify(runs), now],
  )

export const beginPlans = (tx: Sql, plans: number[], now: Date): Promise<number> =>
  tx.run(
    `update marketing_plan set state = 'running', updated_at = $2 where no = any($1::int[]) and state = 'scheduled'`,
    [plans, now],
  )
