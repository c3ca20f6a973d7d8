import type { Sql } from "../../database"
import { drawnCard } from "../../drawn-card"
import { list, rowTable } from "../../row-table"
import { isCalledOff, whyStopped } from "../../why-stopped"

export type NewCall = {
  key: string
  pid: number
  plan_no: number
  run_no: number
  node: string
  url: string
  host: string
  with_email: boolean
  data: Record<string, string>
}

export type ClaimedCall = {
  no: number
  key: string
  url: string
  data: Record<string, string>
  made_at: Date
  attempts: number
  /** Why the plan has stopped for good, as for messages. */
  stopped: string | null
  plan: { id: string; name: string }
  node: string
  customer: { customer_id: string; external_id: string | null; email: string | null }
}

/** Once per key, however often it is asked for. */
export const insertCalls = (tx: Sql, calls: NewCall[], now: Date): Promise<number> => {
  const asked = rowTable(
    calls,
    {
      key: "text",
      pid: "int",
      plan_no: "int",
      run_no: "int",
      node: "text",
      url: "text",
      host: "text",
      with_email: "boolean",
      data: "jsonb",
    },
    { first: 2 },
  )
  return tx.run(
    `insert into marketing_webhook_call (key, pid, plan_no, run_no, node, url, host, with_email, data, made_at, due_at)
     select asked.*, $1, $1 from ${asked.from} on conflict (key) do nothing`,
    [now, ...asked.values],
  )
}

/** What a paused plan wants told waits as long as the plan does (G11). */
const GOING = "not exists (select 1 from marketing_plan g where g.no = c.plan_no and g.state = 'paused')"

/** The host whose turn it is after this one, of those that something is due for. */
export const nextHost = async (sql: Sql, after: string, now: Date): Promise<string | null> =>
  (
    await sql.one<{ host: string }>(
      `select host from marketing_webhook_call c where due_at <= $2 and ${GOING} order by host <= $1, host limit 1`,
      [after, now],
    )
  )?.host ?? null

/** Some that are due for a host, the oldest first, kept from other workers until `lease_until`. Of who was deleted the ids only. */
export const claimCalls = (
  tx: Sql,
  asked: { host: string; limit: number; now: Date; lease_until: Date },
): Promise<ClaimedCall[]> =>
  tx.rows(
    `with due as (
       select no from marketing_webhook_call c where host = $1 and due_at <= $2 and ${GOING}
        order by due_at, no limit $3 for update skip locked),
     claimed as (
       update marketing_webhook_call c set due_at = $4 from due where c.no = due.no returning c.*)
     select c.no, c.key, c.url, c.data, c.made_at, c.attempts, c.node,
            ${whyStopped({ plan: "n", run: "r" })} as stopped, jsonb_build_object('id', n.id, 'name', n.name) as plan,
            jsonb_build_object('customer_id', p.customer_id, 'external_id', p.external_id,
              'email', case when c.with_email and p.deleted_at is null then p.email end) as customer
       from claimed c join marketing_plan n on n.no = c.plan_no join marketing_profile p on p.pid = c.pid
       left join marketing_run r on r.no = c.run_no
      order by c.no`,
    [asked.host, asked.now, asked.limit, asked.lease_until],
  )

export const noteCallsTaken = (sql: Sql, nos: number[], now: Date): Promise<number> =>
  sql.run(
    `update marketing_webhook_call set sent_at = $2, due_at = null, error = null, error_detail = null
      where no = any($1::bigint[])`,
    [list(nos), now],
  )

/** Of plans that have stopped for good. */
export const callOff = (sql: Sql, calls: Pick<ClaimedCall, "no" | "stopped">[]): Promise<number> => {
  const asked = rowTable(calls, { no: "bigint", stopped: "text" })
  return sql.run(
    `update marketing_webhook_call c set due_at = null, error = asked.stopped, error_detail = null
       from ${asked.from} where c.no = asked.no and c.sent_at is null`,
    asked.values,
  )
}

export type CallFailure = { no: number; error: string; error_detail: string | null; due_at: Date | null }

export const noteCallFailures = (sql: Sql, failures: CallFailure[]): Promise<number> => {
  const asked = rowTable(failures, {
    no: "bigint",
    error: "text",
    error_detail: "text",
    due_at: "timestamptz",
  })
  return sql.run(
    `update marketing_webhook_call c
        set attempts = c.attempts + 1, error = asked.error, error_detail = asked.error_detail, due_at = asked.due_at
       from ${asked.from} where c.no = asked.no and c.sent_at is null`,
    asked.values,
  )
}

export type StuckCall = {
  no: number
  plan: { id: string; name: string }
  node: string
  /** As the plan draws the card now; null: it has no name, or no such card. */
  name: string | null
  kind: string | null
  customer_id: string
  host: string
  made_at: Date
  attempts: number
  error: string
  error_detail: string | null
}

/** Those that failed too often, the newest first. A path may hold a key: the host is told. */
export const stuckCalls = (
  sql: Sql,
  { plan_id, offset, limit }: { plan_id: string | null; offset: number; limit: number },
): Promise<(StuckCall & { count: number })[]> =>
  sql.rows(
    `select c.no, jsonb_build_object('id', n.id, 'name', n.name) as plan, c.node, drawn.name, drawn.kind,
            p.customer_id, c.host, c.made_at,
            c.attempts, c.error, c.error_detail, count(*) over ()::int as count
       from marketing_webhook_call c join marketing_plan n on n.no = c.plan_no join marketing_profile p on p.pid = c.pid
       left join ${drawnCard({ plan_no: "n.no", version: "n.version", node: "c.node" })} drawn on true
      where c.due_at is null and c.sent_at is null and not ${isCalledOff("c.error")} and ($1::text is null or n.id = $1)
      order by c.no desc offset $2 limit $3`,
    [plan_id, offset, limit],
  )

/** Sends them again from the beginning of the pauses: all, those of a plan, or one. */
export const restartCalls = (
  sql: Sql,
  { plan_id = null, no = null }: { plan_id?: string | null; no?: number | null },
  now: Date,
): Promise<number> =>
  sql.run(
    `update marketing_webhook_call c set due_at = $2, attempts = 0
      where due_at is null and sent_at is null and not ${isCalledOff("error")} and ($3::bigint is null or no = $3)
        and ($1::text is null or plan_no = (select no from marketing_plan where id = $1))`,
    [plan_id, now, no],
  )

/** Whom a call would speak of. */
export const readCalled = async (
  sql: Sql,
  pid: number,
  with_email: boolean,
): Promise<ClaimedCall["customer"] | undefined> =>
  sql.one(
    "select customer_id, external_id, case when $2 then email end as email from marketing_profile where pid = $1",
    [pid, with_email],
  )
