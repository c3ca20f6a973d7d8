import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import type { NodeCount, NodeCounts } from "../engine/node-counts"
import { found } from "./plan"
import { findPlan } from "./store/plans"
import { findRunNo } from "./store/runs"

/** Live numbers on the nodes of a plan: of the run named, else of the latest; none before the first. Throws Missing. */
export const planNodes =
  ({ database, nodeCounts }: { database: Database; nodeCounts: NodeCounts }) =>
  async ({ plan_id, run_id }: { plan_id: string; run_id?: string }): Promise<NodeCount[]> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const run_no = await findRunNo(database, plan.no, run_id ?? null)
    if (run_no === undefined && run_id) throw new Missing("run", run_id)
    return run_no === undefined ? [] : nodeCounts({ run_no })
  }
