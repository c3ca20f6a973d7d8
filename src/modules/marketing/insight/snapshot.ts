import type { Database, Sql } from "../database"

/** Hash tables of a million people fit; PostgreSQL's default of 4 MB spills. */
const MEMORY = "64MB"
/** A question that takes longer is a mistake; the shop comes first. */
const LIMIT_MS = 30_000

/** All that `work` reads is of one moment, so that figures agree with each other while people come and go. */
export const inSnapshot = <T>(database: Database, work: (tx: Sql) => Promise<T>): Promise<T> =>
  database.transaction(async (tx) => {
    await tx.run(
      `set transaction isolation level repeatable read, read only;
       set local work_mem = '${MEMORY}'; set local statement_timeout = ${LIMIT_MS}; set local jit = off`,
    )
    return work(tx)
  })
