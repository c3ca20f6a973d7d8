import type { Sql } from "../../database"

export type ReceiverRow = { host: string; sealed_secret: string; made_by: string | null; made_at: Date }

export const findReceiver = (sql: Sql, host: string): Promise<ReceiverRow | undefined> =>
  sql.one<ReceiverRow>(
    "select host, sealed_secret, made_by, made_at from marketing_receiver where host = $1",
    [host],
  )

/** The one before signs nothing any more. */
export const writeReceiver = (tx: Sql, row: ReceiverRow): Promise<number> =>
  tx.run(
    `insert into marketing_receiver (host, sealed_secret, made_by, made_at) values ($1, $2, $3, $4)
     on conflict (host) do update set sealed_secret = excluded.sealed_secret, made_by = excluded.made_by, made_at = excluded.made_at`,
    [row.host, row.sealed_secret, row.made_by, row.made_at],
  )
