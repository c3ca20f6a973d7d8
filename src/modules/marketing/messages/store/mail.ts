import type { Sql } from "../../database"

/** The send behind a token in somebody's mail, with what a page needs to speak to them. */
export type MailSend = {
  id: number
  pid: number
  plan_no: number | null
  run_no: number | null
  node: string | null
  enrollment_id: number | null
  channel: string
  /** `test`: a merchant sent it to themselves; what is done with it says nothing about the customer. */
  topic: string
  address: string | null
  language: string | null
}

const MAIL = `
  select s.id, s.pid, s.plan_no, s.run_no, s.node, s.enrollment_id, s.channel, s.topic, s.address, p.language
    from marketing_send s left join marketing_profile p on p.pid = s.pid`

export const findSendByToken = (sql: Sql, token: string) =>
  sql.one<MailSend>(`${MAIL} where s.token = $1`, [token])

export const findLink = (sql: Sql, token: string) =>
  sql.one<MailSend & { target: string }>(
    `select mail.*, l.target from marketing_link l join (${MAIL}) mail on mail.id = l.send_id where l.token = $1`,
    [token],
  )

export const insertClick = (
  tx: Sql,
  click: { send_id: number; pid: number; link_token: string; at: Date; suspect: boolean },
) =>
  tx.run("insert into marketing_click (send_id, pid, link_token, at, suspect) values ($1, $2, $3, $4, $5)", [
    click.send_id,
    click.pid,
    click.link_token,
    click.at,
    click.suspect,
  ])

/** Who clicked has seen it, also when pictures are off. */
export const markClicked = (tx: Sql, id: number, at: Date) =>
  tx.run(
    `update marketing_send set clicked_at = coalesce(clicked_at, $2), opened_at = coalesce(opened_at, $2)
      where id = $1 and clicked_at is null`,
    [id, at],
  )

export const markOpened = (sql: Sql, id: number, at: Date) =>
  sql.run("update marketing_send set opened_at = $2 where id = $1 and opened_at is null", [id, at])
