import type { PlanState } from "../../../../core/plan-state"
import type { Sql } from "../../database"
import { list } from "../../row-table"

/**
 * First half of the advisory lock of each plan's state, by its number. Not the row's own lock: those who share that
 * overtake whoever waits to change it, so that a pause could wait for ever behind busy workers.
 */
const STATE_LOCK = 0x6d6b70

/** Until the transaction ends nobody stops the plan. */
export const shareState = (tx: Sql, no: number): Promise<number> =>
  tx.run("select pg_advisory_xact_lock_shared($1, $2)", [STATE_LOCK, no])

/** The same of several, where nobody has it or waits to have it: answers which. Never waits. */
export const shareStates = async (tx: Sql, nos: number[]): Promise<number[]> =>
  (
    await tx.rows<{ no: number }>(
      "select no from unnest($2::int[]) as no where pg_try_advisory_xact_lock_shared($1, no)",
      [STATE_LOCK, list(nos)],
    )
  ).map(({ no }) => no)

export const statesOf = (sql: Sql, nos: number[]): Promise<{ no: number; state: PlanState }[]> =>
  sql.rows("select no, state from marketing_plan where no = any($1::int[]) order by no", [list(nos)])

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
