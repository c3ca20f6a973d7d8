import type { PoolClient } from "pg"
import { type Database, sqlOver } from "./database"

/** As for whoever stands still in the middle of a transaction: the database ends its connection after so long. In milliseconds. */
const LIKE_IN_A_TRANSACTION = `
  select set_config('idle_session_timeout', current_setting('idle_in_transaction_session_timeout'), false),
         (extract(epoch from current_setting('idle_in_transaction_session_timeout')::interval) * 1000)::int as silence_ms`
/** Who holds a lock says so this often, also while the work calls outside and says nothing to the database itself. */
const BEATS = 3

/** Throws when the lock was taken from whoever stood still: somebody else may be at the same work. Ask it before each step that is seen outside. */
export type StillHeld = () => Promise<void>

/**
 * Does the work unless somebody else holds this lock; null then. A session's lock, because the work calls outside between its
 * transactions, or makes many. It ends with its connection: when the process dies, and when it stands still for a minute.
 * What throws ends it as well.
 */
export const holdLock = <T>(
  database: Database,
  key: number[],
  work: (stillHeld: StillHeld) => Promise<T>,
): Promise<{ value: T } | null> =>
  database.connection(async (client) => {
    const sql = sqlOver(client)
    const places = key.map((_, index) => `$${index + 1}`).join()
    const lock = await sql.one<{ held: boolean }>(`select pg_try_advisory_lock(${places}) as held`, key)
    if (!lock?.held) return null
    const { silence_ms } = (await sql.one<{ silence_ms: number }>(LIKE_IN_A_TRANSACTION))!
    const beating = beat(client, silence_ms / BEATS)
    const value = await work(beating.now).finally(beating.stop)
    await sql.run("reset idle_session_timeout")
    await sql.run(`select pg_advisory_unlock(${places})`, key)
    return { value }
  })

/** Says something on the connection again and again; `now` says it at once, and throws when nobody is there to hear it. */
function beat(client: PoolClient, every_ms: number): { now: StillHeld; stop: () => Promise<void> } {
  let last: Promise<unknown> = Promise.resolve()
  const say = () => {
    last = client.query("select 1")
    return last
  }
  // One that is not heard is told by the next that is waited for.
  const timer = setInterval(() => void say().catch(() => undefined), every_ms)
  return {
    now: async () => {
      await say()
    },
    stop: async () => {
      clearInterval(timer)
      await last.catch(() => undefined)
    },
  }
}
