import type { Sql } from "../../database"
import { list, rowTable } from "../../row-table"

export type StepName = { enrollment_id: number; node: string; visit: number }

/** Waits until nobody else is writing these people's steps. In one order, so that two who wake never wait crosswise. */
export const lockStepsOf = (tx: Sql, enrollments: number[]): Promise<number> =>
  tx.run(
    "select 1 from marketing_step where enrollment_id = any($1::bigint[]) order by enrollment_id for update",
    [list(enrollments)],
  )

/** Makes them due. A claim that began before must not end: its fence no longer fits, and its lease is free. */
export const pokeSteps = (tx: Sql, steps: StepName[], now: Date): Promise<number> => {
  const asked = rowTable(steps, { enrollment_id: "bigint", node: "text", visit: "int" }, { first: 2 })
  return tx.run(
    `update marketing_step s set run_at = least(s.run_at, $1), lease_until = null, fence = s.fence + 1
       from ${asked.from}
      where s.enrollment_id = asked.enrollment_id and s.node = asked.node and s.visit = asked.visit
        and s.state = 'ready' and (s.run_at > $1 or s.lease_until is not null)`,
    [now, ...asked.values],
  )
}

/** The same for everybody who rests at a node; not for who comes in a later batch, or at a moment of her own clock. */
export const pokeNode = (tx: Sql, plan_no: number, node: string, now: Date): Promise<number> =>
  tx.run(
    `update marketing_step s set run_at = $1, fence = s.fence + 1
      where s.plan_no = $2 and s.node = $3 and s.state = 'ready' and s.run_at > $1 and s.lease_until is null
        and (s.run_at > s.arrived_at or s.arrived_at <= $1)`,
    [now, plan_no, node],
  )

export type SendName = { key: string; enrollment_id: number | null }

/** Where those messages were asked for whose receivers are still there. */
export const restingAt = (sql: Sql, sends: SendName[]): Promise<StepName[]> => {
  const asked = rowTable(sends, { key: "text", enrollment_id: "bigint" })
  return sql.rows<StepName>(
    `select s.enrollment_id, s.node, s.visit from ${asked.from}
       join marketing_step s on s.enrollment_id = asked.enrollment_id
      where asked.key = s.enrollment_id || ':' || s.node || ':' || s.visit`,
    asked.values,
  )
}
