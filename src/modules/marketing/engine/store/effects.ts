import type { Sql } from "../../database"

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
export const recordEffects = (tx: Sql, effects: WrittenEffect[], now: Date): Promise<number> =>
  tx.run(
    `insert into marketing_effect (enrollment_id, node, visit, index, plan_no, run_no, pid, type, done, reason, ref, at)
     select enrollment_id, node, visit, index, plan_no, run_no, pid, type, done, reason, ref, $2
       from json_populate_recordset(null::marketing_effect, $1)`,
    [JSON.stringify(effects), now],
  )
