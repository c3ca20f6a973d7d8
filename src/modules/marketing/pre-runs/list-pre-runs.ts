import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import { findPlanNo, findPreRun, type KeptPreRun, keptPreRuns } from "./store/pre-runs"

/** The pre-runs of a plan that were kept, newest first, without their figures. Throws Missing. */
export const listPreRuns =
  ({ database }: { database: Database }) =>
  async ({ plan_id }: { plan_id: string }): Promise<Omit<KeptPreRun, "result">[]> =>
    keptPreRuns(database, await mustFindPlan(database, plan_id))

/** One of them, with its figures. Throws Missing. */
export const getPreRun =
  ({ database }: { database: Database }) =>
  async ({ plan_id, no }: { plan_id: string; no: number }): Promise<KeptPreRun> => {
    const plan_no = await mustFindPlan(database, plan_id)
    const isNumber = Number.isInteger(no) && no > 0 && no < 2 ** 31
    const found = isNumber ? await findPreRun(database, plan_no, no) : undefined
    if (!found) throw new Missing("pre-run", `${plan_id}/${no}`)
    return found
  }

/** Throws Missing. */
export async function mustFindPlan(database: Database, plan_id: string): Promise<number> {
  const no = await findPlanNo(database, plan_id)
  if (no === undefined) throw new Missing("plan", plan_id)
  return no
}
