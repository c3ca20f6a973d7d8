import { Missing } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ReadDrawing } from "../engine/drawing"
import { findScope } from "./scope"
import * as figures from "./store/analysis"

/** What people did within the node's days after they came past it, in all runs. */
export type NodeAnalysis = {
  node: string
  window_days: number
  product_ids: string[] | null
  /** People; `still_measured` of them are not yet so many days past. */
  heads: number
  still_measured: number
  visited: number
  /** Filled a cart or began to check out; where only some products count, with one of these. */
  carted: number
  /** Purchases: paid and not cancelled, less refunds; minor units. */
  orders: figures.AnalysedMoney[]
}

type Parts = { database: Database; clock: Clock; readDrawing: ReadDrawing }

/** What an analysis node of the published plan measured so far. Throws Missing for an unknown plan or node. */
export const analyseNode =
  ({ database, clock, readDrawing }: Parts) =>
  async ({ plan_id, node }: { plan_id: string; node: string }): Promise<NodeAnalysis> => {
    const { plan_no } = await findScope(database, plan_id)
    const plan = await database.one<{ version: number | null }>(
      "select version from marketing_plan where no = $1",
      [plan_no],
    )
    const stop = plan?.version ? (await readDrawing(plan_no, plan.version)).stops.get(node) : undefined
    if (stop?.kind !== "analysis" || stop.broken) throw new Missing("analysis", node)
    const { window_days, product_ids } = stop.settings as { window_days: number; product_ids?: string[] }
    const some = product_ids && product_ids.length > 0 ? product_ids : null
    const now = await clock.now()
    const asked = { plan_no, node, window_days, product_ids: some, now }
    return database.transaction(async (tx) => {
      await tx.run("set transaction isolation level repeatable read, read only")
      const people = await figures.readAnalysedPeople(tx, asked)
      const orders = await figures.readAnalysedMoney(tx, asked)
      return { node, window_days, product_ids: some, ...people, orders }
    })
  }
