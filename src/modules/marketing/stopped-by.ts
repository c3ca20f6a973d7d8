import { Busy } from "../../core/problem"
import type { Database, Sql } from "./database"

/** Does `work` on the connection of `sql`; `signal` also stops the statement that is being answered there, which then fails. */
export async function stoppedBy<T>(
  { database, sql, signal }: { database: Database; sql: Sql; signal: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  if (!signal) return work()
  const mine = await sql.one<{ id: number }>("select pg_backend_pid() as id")
  if (signal.aborted) throw new Busy("Whoever asked waits for the answer no longer.")
  let stopping: Promise<unknown> | undefined
  const stop = () => {
    stopping = database.run("select pg_cancel_backend($1)", [mine!.id]).catch(() => undefined)
  }
  signal.addEventListener("abort", stop, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener("abort", stop)
    // Before anybody else gets this connection: what is stopped is ours.
    await stopping
  }
}
