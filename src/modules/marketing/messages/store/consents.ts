import type { Sql } from "../../database"

export type ConsentState = "yes" | "no" | "pending"
/** One answer of one person: to a channel, about a topic, with the proof of how it was given. */
export type ConsentRow = {
  pid: number
  channel: string
  topic: string
  state: ConsentState
  at: Date
  proof: Record<string, unknown>
}

/** The latest answer counts, whatever order they come in (imports bring old ones). */
export const upsertConsents = (tx: Sql, rows: ConsentRow[]) =>
  tx.run(
    `insert into marketing_consent (pid, channel, topic, state, at, proof)
     select distinct on (pid, channel, topic) pid, channel, topic, state, at, proof
       from jsonb_to_recordset($1) as c(pid int, channel text, topic text, state text, at timestamptz, proof jsonb)
      order by pid, channel, topic, at desc
     on conflict (pid, channel, topic) do update set state = excluded.state, at = excluded.at, proof = excluded.proof
      where marketing_consent.at <= excluded.at`,
    [JSON.stringify(rows)],
  )

/** A message that will not be sent, for whoever waits for what becomes of it. */
export type StoppedSend = { key: string; enrollment_id: number | null }

/**
 * What still waits for people whose last word is one of these answers, and a no. A claim that holds one of these rows is
 * waited for, and was before the no.
 */
export const blockQueued = (
  tx: Sql,
  answers: { pid: number; channel: string; state: ConsentState; at: Date }[],
) =>
  tx.rows<StoppedSend>(
    `update marketing_send s set state = 'blocked', reason = 'no_consent'
       from (select distinct on (pid, channel) *
               from jsonb_to_recordset($1) as r(pid int, channel text, state text, at timestamptz)
              order by pid, channel, at desc) r
      where r.state = 'no' and s.pid = r.pid and s.channel = r.channel and s.state = 'queued' and s.topic = 'marketing'
        and not exists (select 1 from marketing_consent c
                         where c.pid = r.pid and c.channel = r.channel and c.topic = 'marketing' and c.at > r.at)
     returning s.key, s.enrollment_id`,
    [JSON.stringify(answers)],
  )

export const selectConsents = (sql: Sql, pid: number) =>
  sql.rows<Omit<ConsentRow, "pid">>(
    "select channel, topic, state, at, proof from marketing_consent where pid = $1 order by channel, topic",
    [pid],
  )

/** The topics that anybody has answered about. */
export const selectTopics = (sql: Sql) =>
  sql.rows<{ topic: string; yes: number; no: number }>(
    `select topic, count(*) filter (where state = 'yes') as yes, count(*) filter (where state = 'no') as no
       from marketing_consent group by topic order by topic`,
  )
