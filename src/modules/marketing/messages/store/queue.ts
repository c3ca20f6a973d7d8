import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

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
export const insertSends = (tx: Sql, sends: NewSend[], now: Date, expiresAt: Date) => {
  const asked = rowTable(
    sends,
    {
      key: "text",
      token: "text",
      pid: "int",
      plan_no: "int",
      run_no: "int",
      node: "text",
      enrollment_id: "bigint",
      channel: "text",
      template_id: "text",
      content_hash: "text",
    },
    { first: 3 },
  )
  return tx.run(
    `insert into marketing_send (key, token, pid, plan_no, run_no, node, enrollment_id, channel, template_id, content_hash,
                                 topic, run_at, queued_at, expires_at)
     select asked.*, coalesce((select 'notice' from marketing_plan p where p.no = asked.plan_no and p.category = 'notice'), 'marketing'),
            $1, $1, $2
       from ${asked.from}
     on conflict (key) do nothing`,
    [now, expiresAt, ...asked.values],
  )
}
