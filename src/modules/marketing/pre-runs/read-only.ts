import { type Database, type Sql, sqlOver } from "../database"
import { mustBeWanted, type Waiting } from "./breathing"

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
    let cancelling: Promise<unknown> | undefined
    const mine = await sql.one<{ id: number }>("select pg_backend_pid() as id")
    const stop = () => {
      cancelling = database.run("select pg_cancel_backend($1)", [mine?.id]).catch(() => undefined)
    }
    await sql.run("begin transaction isolation level repeatable read, read only")
    try {
      await sql.run(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`)
      mustBeWanted(waiting)
      signal?.addEventListener("abort", stop, { once: true })
      return await work(sql)
    } catch (error) {
      mustBeWanted(waiting)
      throw error
    } finally {
      signal?.removeEventListener("abort", stop)
      // Before anybody else gets this connection: what is cancelled is ours.
      await cancelling
      await sql.run("rollback")
    }
  })
}
