import type { Database, Sql } from "../database"

/** What one question about everybody may cost. Hash tables of a million people fit; PostgreSQL's default of 4 MB spills. */
const MEMORY = "64MB"
/** A question that takes longer is a mistake; the shop comes first. */
const LIMIT_MS = 20_000

/** A transaction for one large question. */
export const withLimit = <T>(
  database: Database,
  work: (tx: Sql) => Promise<T>,
  limitMs = LIMIT_MS,
): Promise<T> =>
  database.transaction(async (tx) => {
    await tx.run(
      `set local work_mem = '${MEMORY}'; set local statement_timeout = ${limitMs}; set local jit = off`,
    )
    return work(tx)
  })
