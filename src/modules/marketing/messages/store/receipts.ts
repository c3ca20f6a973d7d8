import type { Sql } from "../../database"
import { ADDRESS_HASH } from "./claim"

export const insertLinks = (
  sql: Sql,
  links: { token: string; send_id: number; target: string }[],
  now: Date,
) =>
  sql.run(
    `insert into marketing_link (token, send_id, target, created_at)
     select token, send_id, target, $2 from jsonb_to_recordset($1) as l(token text, send_id bigint, target text)`,
    [JSON.stringify(links), now],
  )

/** What became of one hand-over, ready to be written. */
export type Receipt = {
  id: number
  fence: number
  /** queued: to be tried again at `run_at`. */
  state: "sent" | "failed" | "unknown" | "queued"
  reason: string | null
  provider_ref: string | null
  run_at: Date | null
  /** It may have arrived all the same, so it keeps its place among what the person got. */
  keeps_place?: boolean
}

export type RecordedSend = {
  id: number
  key: string
  state: Receipt["state"]
  pid: number
  plan_no: number | null
  run_no: number | null
  node: string | null
  enrollment_id: number | null
  channel: string
  address: string | null
  reason: string | null
}

/**
 * A receipt counts only for the attempt it belongs to; one that comes after its lease still settles an `unknown`.
 * What surely reached nobody gives its place back.
 */
export const writeReceipts = (tx: Sql, receipts: Receipt[], now: Date) =>
  tx.rows<RecordedSend>(
    `update marketing_send s
        set state = r.state, reason = r.reason, provider_ref = coalesce(r.provider_ref, s.provider_ref),
            run_at = coalesce(r.run_at, s.run_at), lease_until = null,
            placed_at = case when r.state in ('sent', 'unknown') or r.keeps_place then s.placed_at end,
            sent_at = case when r.state = 'sent' then $2::timestamptz else s.sent_at end
       from jsonb_to_recordset($1) as r(id bigint, fence int, state text, reason text, provider_ref text, run_at timestamptz, keeps_place boolean)
      where s.id = r.id and s.fence = r.fence and s.state in ('sending', 'unknown')
     returning s.id, s.key, s.state, s.pid, s.plan_no, s.run_no, s.node, s.enrollment_id, s.channel, s.address, s.reason`,
    [JSON.stringify(receipts), now],
  )

/** Nobody is written to at these addresses any more; whose they are is noted on the profiles, which the counts of who can be reached read. */
export async function suppress(
  tx: Sql,
  rows: { channel: string; address: string; reason: string }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return
  await tx.run(
    `insert into marketing_suppression (channel, address_hash, reason, at)
     select channel, ${ADDRESS_HASH("address")}, reason, $2
       from jsonb_to_recordset($1) as s(channel text, address text, reason text)
     on conflict (address_hash, channel) do nothing`,
    [JSON.stringify(rows), now],
  )
  await tx.run(
    `with theirs as materialized (
       select p.pid from unnest($1::text[]) as address join marketing_profile p on lower(p.email) = lower(address)
       union select p.pid from unnest($1::text[]) as address join marketing_profile p on p.phone = address
       union select p.pid from unnest($1::text[]) as address join marketing_profile p on p.customer_id = address),
     held as (select p.pid from marketing_profile p join theirs using (pid) order by p.pid for no key update of p)
     update marketing_profile p set suppressed = marketing_suppressed(p.email, p.phone, p.customer_id)
       from held where p.pid = held.pid`,
    [rows.map(({ address }) => address)],
  )
}

/**
 * Sends whose worker never came back. Where a second delivery is harmless (`resend`) they queue again, elsewhere they
 * become `unknown` and wait for a person: sending again could reach somebody twice. Either way they may have arrived, so
 * they keep their places. A test is never sent by itself.
 */
export const sweepSends = (sql: Sql, now: Date, resend: string[]) =>
  sql.run(
    `update marketing_send s
        set state = case when s.channel = any($2) and s.topic <> 'test' then 'queued' else 'unknown' end,
            reason = 'crashed', lease_until = null, run_at = $1
      where s.state = 'sending' and s.lease_until <= $1`,
    [now, resend],
  )

/** Messages of a channel that is no longer installed would wait for ever. */
export const blockUnknownChannels = (sql: Sql, known: string[]) =>
  sql.run(
    `update marketing_send set state = 'blocked', reason = 'channel_missing'
      where state = 'queued' and channel <> all($1)`,
    [known],
  )
