import type { Sql } from "../../database"

/** One line of the send ledger as the admin reads it. */
export type SendEntry = {
  id: number
  plan_id: string | null
  run_id: string | null
  node: string | null
  customer_id: string | null
  channel: string
  topic: string
  address: string | null
  state: string
  reason: string | null
  attempt: number
  run_at: Date
  queued_at: Date
  sent_at: Date | null
  opened_at: Date | null
  clicked_at: Date | null
}

export type SendFilter = {
  state?: string
  reason?: string
  channel?: string
  plan_id?: string
  run_id?: string
  customer_id?: string
}

const ENTRY = `
  select s.id, plan.id as plan_id, run.id as run_id, s.node, p.customer_id, s.channel, s.topic, s.address, s.state, s.reason,
         s.attempt, s.run_at, s.queued_at, s.sent_at, s.opened_at, s.clicked_at, count(*) over ()::int as count
    from marketing_send s
    left join marketing_plan plan on plan.no = s.plan_no
    left join marketing_run run on run.no = s.run_no
    left join marketing_profile p on p.pid = s.pid`

export const selectSends = (sql: Sql, filter: SendFilter, page: { offset: number; limit: number }) =>
  sql.rows<SendEntry & { count: number }>(
    `${ENTRY}
      where ($1::text is null or s.state = $1)
        and ($2::text is null or s.reason = $2)
        and ($3::text is null or s.channel = $3)
        and ($4::text is null or s.plan_no = (select no from marketing_plan where id = $4))
        and ($5::text is null or (s.plan_no, s.run_no) = (select plan_no, no from marketing_run where id = $5))
        and ($6::text is null or s.pid = (select pid from marketing_profile where customer_id = $6))
      order by s.id desc offset $7 limit $8`,
    [
      filter.state ?? null,
      filter.reason ?? null,
      filter.channel ?? null,
      filter.plan_id ?? null,
      filter.run_id ?? null,
      filter.customer_id ?? null,
      page.offset,
      page.limit,
    ],
  )

/** A test of a merchant: one hand-over outside every plan, which no report counts. */
export const insertTestSend = (
  sql: Sql,
  send: {
    key: string
    token: string
    pid: number
    channel: string
    content_hash: string
    address: string
    now: Date
    lease_until: Date
  },
) =>
  sql.one<{ id: number }>(
    `insert into marketing_send (key, token, pid, channel, content_hash, topic, state, address, attempt, fence,
                                 run_at, queued_at, lease_until)
     values ($1, $2, $3, $4, $5, 'test', 'sending', $6, 1, 1, $7, $7, $8) returning id`,
    [
      send.key,
      send.token,
      send.pid,
      send.channel,
      send.content_hash,
      send.address,
      send.now,
      send.lease_until,
    ],
  )

/** Somebody decided about a message of unknown outcome. One that arrived did so when it was handed over, not when that was found out. */
export const settleUnknown = (
  tx: Sql,
  id: number,
  state: "sent" | "failed" | "queued",
  reason: string,
  now: Date,
) =>
  tx.one<{
    id: number
    pid: number
    plan_no: number | null
    run_no: number | null
    node: string | null
    enrollment_id: number | null
    channel: string
    topic: string
    sent_at: Date | null
  }>(
    `update marketing_send set state = $2, reason = $3, run_at = $4::timestamptz,
            placed_at = case when $2 = 'failed' then null else placed_at end, again = again + ($2 = 'queued')::int, sent_at = case when $2 = 'sent' then coalesce(placed_at, run_at) end
      where id = $1 and state = 'unknown'
     returning id, pid, plan_no, run_no, node, enrollment_id, channel, topic, sent_at`,
    [id, state, reason, now],
  )
