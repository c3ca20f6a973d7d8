import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import type { NodeCount, NodeCounts } from "../engine/node-counts"
import type { CountSends, SendCount } from "../messages/count-sends"
import { found } from "./plan"
import { findPlan } from "./store/plans"
import { findRunNo } from "./store/runs"

/** `messages`: what became of what the node sent; people go on without waiting for it. Absent where nothing is sent. */
export type PlanNode = NodeCount & { messages?: Omit<SendCount, "node"> }

type Parts = { database: Database; nodeCounts: NodeCounts; countSends: CountSends }

/** Live numbers on the nodes of a plan: of the run named, else of the latest; none before the first. Throws Missing. */
export const planNodes =
  ({ database, nodeCounts, countSends }: Parts) =>
  async ({ plan_id, run_id }: { plan_id: string; run_id?: string }): Promise<PlanNode[]> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const run_no = await findRunNo(database, plan.no, run_id ?? null)
    if (run_no === undefined && run_id) throw new Missing("run", run_id)
    if (run_no === undefined) return []
    const sends = new Map(
      (await countSends({ plan_no: plan.no, run_no })).map(({ node, ...messages }) => [node, messages]),
    )
    return (await nodeCounts({ run_no })).map((count) => {
      const messages = sends.get(count.node)
      return messages ? { ...count, messages } : count
    })
  }
