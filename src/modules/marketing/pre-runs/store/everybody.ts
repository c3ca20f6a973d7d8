import type { Sql } from "../../database"

/** Everybody who is in the store, by pid; as text, the fastest way to bring a million across. */
export async function readEverybody(sql: Sql): Promise<Int32Array> {
  const row = await sql.one<{ pids: string | null }>(
    "select string_agg(pid::text, ',' order by pid) as pids from marketing_profile where deleted_at is null",
  )
  return row?.pids ? Int32Array.from(row.pids.split(","), Number) : new Int32Array(0)
}
