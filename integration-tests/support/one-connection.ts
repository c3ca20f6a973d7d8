import { AsyncLocalStorage } from "node:async_hooks"
import type { Clock } from "../../src/modules/marketing/clock"
import type { Database, Sql } from "../../src/modules/marketing/database"

/**
 * Our code as it should be: who has a transaction open asks nothing else of the pool, the database's clock included.
 * As many who do so at once as the pool has connections wait for each other for ever; here the first one fails.
 */
export function oneConnectionEach(given: { database: Database; clock: Clock }) {
  const inside = new AsyncLocalStorage<true>()
  const refuse = (what: string): void => {
    if (inside.getStore()) throw new Error(`${what} was asked for a connection inside an open transaction.`)
  }
  const { database, clock } = given
  const watchedSql = (sql: Sql): Sql => ({
    rows: async (text, values) => {
      refuse(`The pool ("${text.trim().slice(0, 80)}")`)
      return sql.rows(text, values)
    },
    one: async (text, values) => {
      refuse(`The pool ("${text.trim().slice(0, 80)}")`)
      return sql.one(text, values)
    },
    run: async (text, values) => {
      refuse(`The pool ("${text.trim().slice(0, 80)}")`)
      return sql.run(text, values)
    },
  })
  const watched: Database = {
    ...watchedSql(database),
    prepared: watchedSql(database.prepared),
    transaction: async (work, how) => {
      refuse("The pool (a transaction)")
      return database.transaction((tx) => inside.run(true, () => work(tx)), how)
    },
    connection: async (work) => {
      refuse("The pool (a connection)")
      return database.connection(work)
    },
    notify: async (channel) => {
      refuse("The pool (a wake-up)")
      return database.notify(channel)
    },
    close: database.close,
  }
  return {
    database: watched,
    clock: {
      now: async () => {
        refuse("The clock")
        return clock.now()
      },
    } satisfies Clock,
    /** What a test does in the middle of somebody's transaction is another person's doing. */
    byOthers: <T>(work: () => T): T => inside.exit(work),
  }
}
