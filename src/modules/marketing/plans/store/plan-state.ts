import type { Sql } from "../../database"

/**
 * First half of the advisory lock of each plan's state, by its number. Not the row's own lock: those who share that
 * overtake whoever waits to change it, so that a pause could wait for ever behind busy workers.
 */
const STATE_LOCK = 0x6d6b70

/** Until the transaction ends nobody stops the plan. */
export const shareState = (tx: Sql, no: number): Promise<number> =>
  tx.run("select pg_advisory_xact_lock_shared($1, $2)", [STATE_LOCK, no])

/** Waits until nobody holds the plan's state, and keeps it from everybody until the transaction ends. */
export const ownState = (tx: Sql, id: string): Promise<number> =>
  tx.run("select pg_advisory_xact_lock($1, no) from marketing_plan where id = $2", [STATE_LOCK, id])

/** The same of a plan by its number. */
export const ownStateOf = (tx: Sql, no: number): Promise<number> =>
  tx.run("select pg_advisory_xact_lock($1, $2)", [STATE_LOCK, no])

export const runningVersion = async (sql: Sql, no: number): Promise<number | null> =>
  (
    await sql.one<{ version: number }>(
      "select version from marketing_plan where no = $1 and state = 'running'",
      [no],
    )
  )?.version ?? null
