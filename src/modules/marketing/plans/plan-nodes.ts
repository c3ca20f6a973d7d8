import { Missing } from "../../../core/problem"
import type { Database } from "../database"
import type { NodeCount, NodeCounts } from "../engine/node-counts"
import type { ReadTurns, Turns } from "../engine/read-turns"
import type { CountSends, SendCount } from "../messages/count-sends"
import { found } from "./plan"
import { findPlan } from "./store/plans"
import { findRunNo } from "./store/runs"

/** `messages`: what became of what the node sent; people go on without waiting for it. Absent where nothing is sent. */
export type PlanNode = NodeCount & {
  messages?: Omit<SendCount, "node">
  /** Where people wait for their turn: how many in all runs, and when about the last of them has it, if nobody else comes. */
  turns?: Turns
}

type Parts = { database: Database; nodeCounts: NodeCounts; countSends: CountSends; readTurns: ReadTurns }

/** Live numbers on the nodes of a plan: of the run named, else of the latest; none before the first. Throws Missing. */
export const planNodes =
  ({ database, nodeCounts, countSends, readTurns }: Parts) =>
  async ({ plan_id, run_id }: { plan_id: string; run_id?: string }): Promise<PlanNode[]> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const run_no = await findRunNo(database, plan.no, run_id ?? null)
    if (run_no === undefined && run_id) throw new Missing("run", run_id)
    if (run_no === undefined) return []
    const sends = new Map(
      (await countSends({ plan_no: plan.no, run_no })).map(({ node, ...messages }) => [node, messages]),
    )
    const queues = await readTurns(plan.no, plan.version)
    return (await nodeCounts({ run_no })).map((count) => {
      const [messages, turns] = [sends.get(count.node), queues.get(count.node)]
      return { ...count, ...(messages ? { messages } : {}), ...(turns ? { turns } : {}) }
    })
  }
