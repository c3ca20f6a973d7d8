import type { Reached } from "../../../../core/message/may-disturb"
import type { Sql } from "../../database"

/** Seven days of anybody's calendar, summer time and a change of zone included. */
const LOOKED_BACK_DAYS = 9

/**
 * Until the transaction ends nobody else decides what these people get. Sorted, so that two workers never wait in a
 * circle; what the next statement reads is then complete.
 */
export const lockRecipients = (tx: Sql, pids: number[], now: Date) =>
  tx.run(
    `insert into marketing_recipient (pid, asked_at)
     select distinct pid, $2::timestamptz from unnest($1::int[]) as person(pid) order by pid
     on conflict (pid) do update set asked_at = excluded.asked_at`,
    [pids, now],
  )

/** What left the store for each of these people lately and did not surely fail, in every channel. */
export const readReached = (tx: Sql, pids: number[], now: Date) =>
  tx.rows<Reached & { pid: number; id: number }>(
    `select s.pid, s.id, s.channel, plan.id as plan_id, plan.category, s.placed_at as at
       from marketing_send s join marketing_plan plan on plan.no = s.plan_no
      where s.pid = any($1) and s.placed_at > $2`,
    [pids, new Date(now.getTime() - LOOKED_BACK_DAYS * 86_400_000)],
  )
