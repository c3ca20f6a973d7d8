import type { Sql } from "../../database"
import { isCalledOff } from "../../why-stopped"

type OfVisit = { enrollment_id: number; node: string; visit: number }

/** state: passed, waiting, parked. */
export type PathStep = OfVisit & {
  state: string
  arrived_at: Date
  finished_at: Date | null
  port: string | null
  reason: string | null
  run_at: Date | null
  attempts: number
  error: string | null
}
export type PathEffect = OfVisit & {
  type: string
  done: boolean
  reason: string | null
  ref: string | null
  at: Date
}
export type PathSend = OfVisit & {
  channel: string
  state: string
  reason: string | null
  queued_at: Date
  sent_at: Date | null
}
/** What another system is told: state queued, sent, failed or cancelled, `reason` why it was cancelled. */
export type PathCall = OfVisit & {
  host: string
  state: string
  reason: string | null
  sent_at: Date | null
}

export type PathPerson = { customer_id: string; name: string | null; email: string | null }

/** A customer whom the plan may have met; undefined for one that we do not know. */
export const readPerson = (sql: Sql, customer_id: string): Promise<PathPerson | undefined> =>
  sql.one<PathPerson>(
    `select customer_id, nullif(trim(concat_ws(' ', first_name, last_name)), '') as name, email
       from marketing_profile where customer_id = $1`,
    [customer_id],
  )

export const readEntries = (sql: Sql, plan_id: string, customer_id: string) =>
  sql.rows<{
    enrollment_id: number
    run_id: string
    version: number
    state: string
    reason: string | null
    entered_at: Date
    ended_at: Date | null
    event: Record<string, unknown> | null
  }>(
    `select e.id as enrollment_id, r.id as run_id, e.version, e.state, e.reason, e.entered_at, e.ended_at, e.event
       from marketing_enrollment e
       join marketing_plan p on p.no = e.plan_no
       join marketing_run r on r.no = e.run_no
       join marketing_profile c on c.pid = e.pid
      where p.id = $1 and c.customer_id = $2 order by e.id desc`,
    [plan_id, customer_id],
  )

/** The entry is not in the log: everyone passed it by being enrolled. */
export const readSteps = (sql: Sql, enrollments: number[]): Promise<PathStep[]> =>
  sql.rows<PathStep>(
    `select * from (
       select e.id as enrollment_id, e.entry as node, 1 as visit, 0 as hop, 'passed' as state, e.entered_at as arrived_at,
              e.entered_at as finished_at, case when e.state = 'held_out' then null else 'out' end as port,
              case when e.state = 'held_out' then coalesce(e.reason, 'held_out') end as reason, null::timestamptz as run_at,
              0 as attempts, null as error
         from marketing_enrollment e where e.id = any($1)
       union all
       select enrollment_id, node, visit, hop, 'passed', arrived_at, finished_at, port, reason, null, 0, null
         from marketing_step_log where enrollment_id = any($1)
       union all
       select enrollment_id, node, visit, hops, case state when 'ready' then 'waiting' else state end, arrived_at,
              null, null, null, run_at, attempts, error
         from marketing_step where enrollment_id = any($1)) way
      order by enrollment_id, hop`,
    [enrollments],
  )

export const readEffects = (sql: Sql, enrollments: number[]): Promise<PathEffect[]> =>
  sql.rows<PathEffect>(
    `select enrollment_id, node, visit, type, done, reason, ref, at from marketing_effect
      where enrollment_id = any($1) order by enrollment_id, node, visit, index`,
    [enrollments],
  )

/** A send's key is enrollment:node:visit. */
export const readSends = (sql: Sql, enrollments: number[]): Promise<PathSend[]> =>
  sql.rows<PathSend>(
    `select s.enrollment_id, s.node, split_part(s.key, ':', 3)::int as visit, s.channel, s.state, s.reason, s.queued_at, s.sent_at
       from marketing_enrollment e
       join marketing_send s on s.pid = e.pid and s.enrollment_id = e.id
      where e.id = any($1) order by s.id`,
    [enrollments],
  )

/** A call's key is enrollment:node:visit, too; only what was passed has made one. */
export const readCalls = (sql: Sql, enrollments: number[]): Promise<PathCall[]> =>
  sql.rows<PathCall>(
    `select l.enrollment_id, l.node, l.visit, c.host, c.sent_at,
            case when c.sent_at is not null then 'sent' when c.due_at is not null then 'queued'
                 when ${isCalledOff("c.error")} then 'cancelled' else 'failed' end as state,
            case when c.sent_at is null and c.due_at is null and ${isCalledOff("c.error")} then c.error end as reason
       from marketing_step_log l
       join marketing_webhook_call c on c.key = concat(l.enrollment_id, ':', l.node, ':', l.visit)
      where l.enrollment_id = any($1) order by c.no`,
    [enrollments],
  )
