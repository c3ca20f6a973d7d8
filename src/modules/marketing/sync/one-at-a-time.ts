import { type Database, sqlOver } from "../database"

/** First half of the locks' keys: a mirror and a webhook of one segment may be at work side by side. */
export const MIRROR = 7_109_001
export const WEBHOOK = 7_109_002

/**
 * Does the work unless another process is at it for the same segment; null then. A session's lock, because the work calls
 * outside between its transactions; it ends with its connection, so that nobody waits for a process that died.
 */
export const oneAtATime = <T>(
  database: Database,
  key: { what: number; segment_no: number },
  work: () => Promise<T>,
): Promise<{ value: T } | null> =>
  database.connection(async (client) => {
    const sql = sqlOver(client)
    const place = [key.what, key.segment_no]
    const lock = await sql.one<{ held: boolean }>("select pg_try_advisory_lock($1, $2) as held", place)
    if (!lock?.held) return null
    try {
      return { value: await work() }
    } finally {
      await sql.run("select pg_advisory_unlock($1, $2)", place)
    }
  })
