import type { Sql } from "../../database"

export type WebhookRow = {
  segment_no: number
  url: string
  sealed_secret: string
  with_email: boolean
  paused: boolean
  /** null: it stopped after too many failures, until somebody does something about it. */
  due_at: Date | null
  attempts: number
  error: WebhookError | null
  error_detail: string | null
  waiting: number
  entered_sent: number
  left_sent: number
  sent_at: Date | null
}
export type WebhookError =
  | "not-allowed"
  | "not-found"
  | "unreachable"
  | "too-slow"
  | "redirect"
  | "status"
  | "secret-lost"

const COLUMNS =
  "segment_no, url, sealed_secret, with_email, paused, due_at, attempts, error, error_detail, waiting, entered_sent, left_sent, sent_at"

/** `lock` holds it until the transaction ends. */
export const findWebhook = (sql: Sql, segment_no: number, lock = false): Promise<WebhookRow | undefined> =>
  sql.one<WebhookRow>(
    `select ${COLUMNS} from marketing_webhook where segment_no = $1${lock ? " for update" : ""}`,
    [segment_no],
  )

export const writeWebhook = (
  tx: Sql,
  row: Pick<WebhookRow, "segment_no" | "url" | "sealed_secret" | "with_email" | "paused"> & { actor: string },
  now: Date,
) =>
  tx.run(
    `insert into marketing_webhook (segment_no, url, sealed_secret, with_email, paused, created_by, created_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (segment_no) do update set url = excluded.url, sealed_secret = excluded.sealed_secret,
       with_email = excluded.with_email, paused = excluded.paused, due_at = excluded.due_at,
       attempts = 0, error = null, error_detail = null`,
    [row.segment_no, row.url, row.sealed_secret, row.with_email, row.paused, row.actor, now],
  )

/** Another receiver knows nobody yet. */
export async function forgetReceiver(tx: Sql, segment_no: number): Promise<void> {
  await tx.run("delete from marketing_webhook_batch where segment_no = $1", [segment_no])
  await tx.run("delete from marketing_webhook_member where segment_no = $1", [segment_no])
  await tx.run(
    "update marketing_webhook set waiting = 0, entered_sent = 0, left_sent = 0, sent_at = null where segment_no = $1",
    [segment_no],
  )
}

export async function deleteWebhook(tx: Sql, segment_no: number): Promise<boolean> {
  await forgetReceiver(tx, segment_no)
  return (await tx.run("delete from marketing_webhook where segment_no = $1", [segment_no])) === 1
}

/** Sends again at once, however often it failed. */
export const restartWebhook = (tx: Sql, segment_no: number, now: Date) =>
  tx.run(
    `update marketing_webhook set due_at = $2, attempts = 0, error = null, error_detail = null
      where segment_no = $1 and not paused`,
    [segment_no, now],
  )

export const dueWebhooks = async (sql: Sql, now: Date): Promise<number[]> =>
  (
    await sql.rows<{ segment_no: number }>(
      "select segment_no from marketing_webhook where due_at <= $1 and not paused order by due_at, segment_no limit 20",
      [now],
    )
  ).map((row) => row.segment_no)

export const noteAllTold = (tx: Sql, segment_no: number, next: Date) =>
  tx.run(
    `update marketing_webhook set due_at = $2, waiting = 0, attempts = 0, error = null, error_detail = null where segment_no = $1`,
    [segment_no, next],
  )

/** Others that are due come first next time. */
export const noteTaken = (tx: Sql, segment_no: number, taken: { entered: number; left: number }, now: Date) =>
  tx.run(
    `update marketing_webhook set entered_sent = entered_sent + $2, left_sent = left_sent + $3, sent_at = $4, due_at = $4,
            waiting = greatest(0, waiting - $2 - $3), attempts = 0, error = null, error_detail = null
      where segment_no = $1`,
    [segment_no, taken.entered, taken.left, now],
  )

export const noteNotTaken = (
  tx: Sql,
  segment_no: number,
  failure: { error: WebhookError; detail: string | null; due_at: Date | null },
) =>
  tx.run(
    `update marketing_webhook set attempts = attempts + 1, error = $2, error_detail = $3, due_at = $4 where segment_no = $1`,
    [segment_no, failure.error, failure.detail, failure.due_at],
  )
