import type { Sql } from "../../database"

export type NewSend = {
  key: string
  token: string
  pid: number
  plan_no: number
  run_no: number
  node: string
  enrollment_id: number
  channel: string
  template_id?: string
  content_hash: string
}

export const insertContents = (
  tx: Sql,
  contents: { hash: string; content: Record<string, unknown> }[],
  now: Date,
) =>
  tx.run(
    `insert into marketing_content (hash, content, created_at)
     select hash, content, $2 from jsonb_to_recordset($1) as c(hash text, content jsonb)
     order by hash
     on conflict (hash) do nothing`,
    [JSON.stringify(contents), now],
  )

/** A plan of category `notice` tells people about their own affairs: its messages are not marketing. */
export const insertSends = (tx: Sql, sends: NewSend[], now: Date, expiresAt: Date) =>
  tx.run(
    `insert into marketing_send (key, token, pid, plan_no, run_no, node, enrollment_id, channel, template_id, content_hash,
                                 topic, run_at, queued_at, expires_at)
     select s.key, s.token, s.pid, s.plan_no, s.run_no, s.node, s.enrollment_id, s.channel, s.template_id, s.content_hash,
            coalesce((select 'notice' from marketing_plan p where p.no = s.plan_no and p.category = 'notice'), 'marketing'),
            $2, $2, $3
       from jsonb_to_recordset($1) as s(key text, token text, pid int, plan_no int, run_no int, node text,
                                        enrollment_id bigint, channel text, template_id text, content_hash text)
     on conflict (key) do nothing`,
    [JSON.stringify(sends), now, expiresAt],
  )
