import type { Sql } from "../../database"

export type InboxMessage = {
  id: number
  title: string
  body: string
  link: string | null
  created_at: Date
  read_at: Date | null
}

export const insertInboxMessage = (
  sql: Sql,
  message: { key: string; customer_id: string; title: string; body: string; link?: string },
  now: Date,
) =>
  sql.run(
    `insert into marketing_inbox_message (key, pid, title, body, link, created_at)
     select $1, pid, $3, $4, $5, $6 from marketing_profile where customer_id = $2
     on conflict (key) do nothing`,
    [message.key, message.customer_id, message.title, message.body, message.link ?? null, now],
  )

export const selectInbox = (sql: Sql, customerId: string, page: { offset: number; limit: number }) =>
  sql.rows<InboxMessage & { count: number; unread: number }>(
    `select m.id, m.title, m.body, m.link, m.created_at, m.read_at,
            count(*) over ()::int as count, count(*) filter (where m.read_at is null) over ()::int as unread
       from marketing_inbox_message m
       join marketing_profile p on p.pid = m.pid
      where p.customer_id = $1
      order by m.created_at desc, m.id desc offset $2 limit $3`,
    [customerId, page.offset, page.limit],
  )

/** Only this customer's own message; answers nothing for anybody else's. */
export const markInboxRead = (sql: Sql, customerId: string, id: number, now: Date) =>
  sql.one<InboxMessage>(
    `update marketing_inbox_message m set read_at = coalesce(m.read_at, $3)
       from marketing_profile p
      where m.id = $2 and p.pid = m.pid and p.customer_id = $1
     returning m.id, m.title, m.body, m.link, m.created_at, m.read_at`,
    [customerId, id, now],
  )
