import type { Sql } from "../../database"
import { rowTable } from "../../row-table"

export type WrittenEffect = {
  enrollment_id: number
  node: string
  visit: number
  index: number
  plan_no: number
  run_no: number
  pid: number
  type: string
  done: boolean
  reason: string | null
  ref: string | null
}

/** The proof of each effect. Its key is primary: a second time is an error that undoes everything with it. */
export const recordEffects = (tx: Sql, effects: WrittenEffect[], now: Date): Promise<number> => {
  const asked = rowTable(
    effects,
    {
      enrollment_id: "bigint",
      node: "text",
      visit: "int",
      index: "int",
      plan_no: "int",
      run_no: "int",
      pid: "int",
      type: "text",
      done: "boolean",
      reason: "text",
      ref: "text",
    },
    { first: 2 },
  )
  return tx.run(
    `insert into marketing_effect (enrollment_id, node, visit, index, plan_no, run_no, pid, type, done, reason, ref, at)
     select asked.*, $1 from ${asked.from}`,
    [now, ...asked.values],
  )
}
