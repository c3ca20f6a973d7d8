import { countedPage } from "../counted-page"
import type { Database } from "../database"
import { found } from "./plan"
import { findPlan } from "./store/plans"
import { type Run, runsOf } from "./store/runs"

/** The occurrences of a plan, newest first. Throws Missing. */
export const listRuns =
  ({ database }: { database: Database }) =>
  async (query: {
    plan_id: string
    offset: number
    limit: number
  }): Promise<{ runs: Run[]; count: number }> => {
    const plan = found(await findPlan(database, query.plan_id), query.plan_id)
    const { rows, first } = await countedPage(query, (page) => runsOf(database, plan.no, page))
    return { runs: rows.map(({ total: _, ...run }) => run), count: first?.total ?? 0 }
  }
