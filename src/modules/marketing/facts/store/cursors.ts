import type { Sql } from "../../database"

export type Cursor = { at: Date | null; ref: string | null; detail: Record<string, unknown> }

/** The cursor, locked until the transaction ends; null when it never was. `busy` when another process has it. */
export const holdCursor = async (tx: Sql, name: string): Promise<Cursor | null | "busy"> => {
  const free = await tx.one<{ free: boolean }>("select pg_try_advisory_xact_lock(hashtext($1)) as free", [
    `marketing_cursor:${name}`,
  ])
  return free!.free ? readCursor(tx, name) : "busy"
}

export const readCursor = async (sql: Sql, name: string): Promise<Cursor | null> =>
  (await sql.one<Cursor>("select at, ref, detail from marketing_cursor where name = $1", [name])) ?? null

export const writeCursor = (tx: Sql, name: string, to: Partial<Cursor>, now: Date) =>
  tx.run(
    `insert into marketing_cursor (name, at, ref, detail, updated_at) values ($1, $2, $3, $4, $5)
     on conflict (name) do update set (at, ref, detail, updated_at) = (excluded.at, excluded.ref, excluded.detail, excluded.updated_at)`,
    [name, to.at ?? null, to.ref ?? null, JSON.stringify(to.detail ?? {}), now],
  )

/**
 * A moment before which every change is visible to us: a transaction that is still open may yet show rows that it stamped
 * when it began. Never more than an hour back, or a forgotten session would make each scan a whole one.
 */
export const settledMoment = async (tx: Sql, now: Date): Promise<Date> => {
  const row = await tx.one<{ at: Date }>(
    `select greatest($1::timestamptz - interval '1 hour', least($1::timestamptz, min(xact_start))) as at
       from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`,
    [now],
  )
  return row!.at
}
