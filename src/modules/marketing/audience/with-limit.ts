import type { Database, Sql } from "../database"
import { stoppedBy } from "../stopped-by"

/** What one question about everybody may cost. Hash tables of a million people fit; PostgreSQL's default of 4 MB spills. */
const MEMORY = "64MB"
/** A question that takes longer is a mistake; the shop comes first. */
const LIMIT_MS = 20_000

/** A transaction for one large question; `signal` stops it when nobody waits for the answer any more. */
export const withLimit = <T>(
  database: Database,
  work: (tx: Sql) => Promise<T>,
  { limit_ms = LIMIT_MS, signal }: { limit_ms?: number; signal?: AbortSignal } = {},
): Promise<T> =>
  database.transaction(async (tx) => {
    await tx.run(
      `set local work_mem = '${MEMORY}'; set local statement_timeout = ${limit_ms}; set local jit = off`,
    )
    return stoppedBy({ database, sql: tx, signal }, () => work(tx))
  })
