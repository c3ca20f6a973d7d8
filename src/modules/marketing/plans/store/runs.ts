import { generateEntityId } from "@medusajs/framework/utils"
import type { Sql } from "../../database"

export type NewRun = { id: string; plan_no: number; version: number; slot: string; due_at: Date; now: Date }

/** Unique by plan and slot: a firing makes one run at most. Answers 0 when it has one already. */
export const insertRun = (tx: Sql, { id, plan_no, version, slot, due_at, now }: NewRun): Promise<number> =>
  tx.run(
    `insert into marketing_run (id, plan_no, version, slot, state, due_at, created_at)
     values ($1, $2, $3, $4, 'scheduled', $5, $6) on conflict (plan_no, slot) do nothing`,
    [id, plan_no, version, slot, due_at, now],
  )

/**
 * The one run of a triggered plan, which takes people in one at a time from `due_at` until `closes_at`; published again, it goes on with
 * the new version and its end, and one that had not begun begins when the new version says.
 */
export const openRun = async (
  tx: Sql,
  {
    plan_no,
    version,
    due_at,
    closes_at,
    now,
  }: Pick<NewRun, "plan_no" | "version" | "due_at" | "now"> & { closes_at: Date | null },
): Promise<{ id: string; due_at: Date }> =>
  (await tx.one<{ id: string; due_at: Date }>(
    `insert into marketing_run as r (id, plan_no, version, slot, state, due_at, started_at, closes_at, created_at)
     values ($1, $2, $3, 'open', case when $4::timestamptz > $6::timestamptz then 'scheduled' else 'running' end, $4,
             case when $4::timestamptz > $6::timestamptz then null else $6::timestamptz end, $5, $6)
     on conflict (plan_no, slot) do update
        set version = excluded.version, closes_at = excluded.closes_at, ended_at = null,
            state = case when r.state = 'scheduled' then excluded.state else 'running' end,
            due_at = case when r.state = 'scheduled' then excluded.due_at else r.due_at end,
            started_at = case when r.state = 'scheduled' then excluded.started_at else r.started_at end
     returning id, due_at`,
    [generateEntityId(undefined, "mkrun"), plan_no, version, due_at, closes_at, now],
  ))!

/** Triggered plans that let nobody in any more and hold nobody. */
export const plansToClose = async (sql: Sql, now: Date): Promise<number[]> =>
  (await sql.rows<{ no: number }>(`select p.no from ${OVER} order by 1 limit 100`, [now])).map(({ no }) => no)

/** Answers 0 when somebody is in after all, or it was published anew. */
export const closeOpenRun = (tx: Sql, plan_no: number, now: Date): Promise<number> =>
  tx.run(
    `update marketing_run set state = 'ended', ended_at = $1
      where no = (select r.no from ${OVER} and p.no = $2)`,
    [now, plan_no],
  )

const OVER = `marketing_run r join marketing_plan p on p.no = r.plan_no
  where p.type = 'triggered' and p.state = 'running' and r.state = 'running' and r.closes_at <= $1
    and not exists (select 1 from marketing_step s where s.run_no = r.no)`

/** The run that is ahead of a plan, or late. */
export const unbegunRun = (
  sql: Sql,
  plan_no: number,
): Promise<{ no: number; id: string; slot: string; due_at: Date } | undefined> =>
  sql.one(
    "select no, id, slot, due_at from marketing_run where plan_no = $1 and state = 'scheduled' order by due_at limit 1",
    [plan_no],
  )

/** Has any of these firings a run that took people in already? */
export const anyBegun = async (sql: Sql, plan_no: number, slots: string[]): Promise<boolean> =>
  (await sql.one(
    "select 1 from marketing_run where plan_no = $1 and slot = any($2::text[]) and state <> 'scheduled' limit 1",
    [plan_no, slots],
  )) !== undefined

/** A run that has not begun takes people in by this version. */
export const followVersion = (tx: Sql, run_no: number, version: number): Promise<number> =>
  tx.run("update marketing_run set version = $2 where no = $1 and state = 'scheduled'", [run_no, version])

/** Nobody came in through these, so nothing remembers them. */
export const dropUnbegunRuns = (tx: Sql, plan_no: number): Promise<number> =>
  tx.run("delete from marketing_run where plan_no = $1 and state = 'scheduled'", [plan_no])

export type Run = {
  id: string
  version: number
  slot: string
  state: "scheduled" | "enrolling" | "running" | "ended" | "cancelled"
  due_at: Date
  started_at: Date | null
  ended_at: Date | null
  /** Earlier firings that it stands in for: they came due while nothing could run. */
  missed: number
  /** Why it cannot begin, or take people in, at the moment. */
  reason: string | null
  /** People by where they are. */
  inside: number
  through: number
  left: number
  held_out: number
}

export const runsOf = (
  sql: Sql,
  plan_no: number,
  page: { offset: number; limit: number },
): Promise<(Run & { total: number })[]> =>
  sql.rows(
    `with page as (
       select *, count(*) over () as total
         from marketing_run where plan_no = $1 order by due_at desc, no desc offset $2 limit $3
     )
     select r.id, r.version, r.slot, r.state, r.due_at, r.started_at, r.ended_at, r.missed, r.total,
            b.reason, e.inside, e.through, e.left, e.held_out
       from page r left join marketing_breaker b on b.name = 'run:' || r.no and r.state in ('scheduled', 'enrolling')
      cross join lateral (
         select count(*) filter (where state = 'inside') as inside, count(*) filter (where state = 'through') as through,
                count(*) filter (where state = 'left') as left, count(*) filter (where state = 'held_out') as held_out
           from marketing_enrollment where plan_no = r.plan_no and run_no = r.no) e
      order by r.due_at desc, r.no desc`,
    [plan_no, page.offset, page.limit],
  )

/** The number of a plan's run: of the one named, else of the latest, one that has begun before one that is ahead. */
export const findRunNo = async (
  sql: Sql,
  plan_no: number,
  run_id: string | null,
): Promise<number | undefined> =>
  (
    await sql.one<{ no: number }>(
      `select no from marketing_run where plan_no = $1 and ($2::text is null or id = $2)
        order by state = 'scheduled', due_at desc, no desc limit 1`,
      [plan_no, run_id],
    )
  )?.no

/** Slots of firings sort as their minutes do. */
export const latestBegunSlot = async (sql: Sql, plan_no: number): Promise<string | null> =>
  (await sql.one<{ slot: string | null }>(
    "select max(slot) as slot from marketing_run where plan_no = $1 and state <> 'scheduled'",
    [plan_no],
  ))!.slot

export const nextDue = async (sql: Sql, plan_no: number): Promise<Date | null> =>
  (await sql.one<{ at: Date | null }>(
    "select min(due_at) as at from marketing_run where plan_no = $1 and state = 'scheduled'",
    [plan_no],
  ))!.at

/** Did any run of the plan take people in already? */
export const hasBegun = async (sql: Sql, plan_no: number): Promise<boolean> =>
  (await sql.one("select 1 from marketing_run where plan_no = $1 and state <> 'scheduled' limit 1", [
    plan_no,
  ])) !== undefined

/** Open runs of plans that somebody ended or cancelled. */
export const stoppedRuns = (sql: Sql): Promise<{ no: number; state: "ended" | "cancelled" }[]> =>
  sql.rows(
    `select r.no, case when p.state = 'cancelled' or (p.type = 'recurring' and r.state = 'scheduled')
                       then 'cancelled' else 'ended' end as state
       from marketing_run r join marketing_plan p on p.no = r.plan_no
      where r.state in ('scheduled', 'enrolling', 'running') and p.state in ('ended', 'cancelled', 'archived')
      order by r.no limit 100`,
  )

/**
 * Lets some thousand people out of a stopped run. Steps that a worker holds are left for the next round: the worker
 * does not advance a stopped plan any further.
 */
export const letOut = async (tx: Sql, run_no: number, reason: string, now: Date): Promise<number> =>
  (await tx.one<{ out: number }>(
    `with chosen as (
       select enrollment_id, node, visit from marketing_step where run_no = $1 limit 5000 for update skip locked
     ), gone as (
       delete from marketing_step s using chosen c
        where s.enrollment_id = c.enrollment_id and s.node = c.node and s.visit = c.visit returning s.enrollment_id
     ), let_out as (
       update marketing_enrollment set state = 'left', reason = $2, ended_at = $3
        where id = any(array(select enrollment_id from gone)) and state = 'inside'
     )
     select count(*) as out from gone`,
    [run_no, reason, now],
  ))!.out

/** Waits for whoever is taking people into the run at this moment. */
export const lockRun = (tx: Sql, run_no: number): Promise<number> =>
  tx.run("select 1 from marketing_run where no = $1 for update", [run_no])

/** Closes a stopped run once no step of it is left. */
export const closeRun = (tx: Sql, run_no: number, state: "ended" | "cancelled", now: Date): Promise<number> =>
  tx.run(
    `update marketing_run set state = $2, ended_at = $3
      where no = $1 and not exists (select 1 from marketing_step where run_no = $1)`,
    [run_no, state, now],
  )
