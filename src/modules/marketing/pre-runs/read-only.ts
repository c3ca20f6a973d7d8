import { type Database, type Sql, sqlOver } from "../database"
import { stoppedBy } from "../stopped-by"
import { mustBeWanted, type Waiting } from "./waiting"

/** A question to the database that takes longer is a mistake; it stands in nobody's way, but reads what others need. */
const STATEMENT_TIMEOUT_MS = 30_000

/** One connection and one look at the data; who calls it off stops also the statement that is being answered. */
export async function readOnly<T>(
  database: Database,
  waiting: Waiting,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const { signal } = waiting
  return database.connection(async (client) => {
    const sql = sqlOver(client)
    await sql.run("begin transaction isolation level repeatable read, read only")
    try {
      await sql.run(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
      mustBeWanted(waiting)
      return await stoppedBy({ database, sql, signal }, () => work(sql))
    } catch (error) {
      mustBeWanted(waiting)
      throw error
    } finally {
      await sql.run("rollback")
    }
  })
}
