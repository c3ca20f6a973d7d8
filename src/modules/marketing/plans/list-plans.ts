import type { PlanState } from "../../../core/plan-state"
import type { Database } from "../database"
import { type ListedPlan, listRows, PLAN_ORDERS } from "./store/listed-plans"

/** Archived plans are listed only when they are asked for. */
const SHOWN: PlanState[] = ["draft", "in_review", "scheduled", "running", "paused", "ended", "cancelled"]

export type ListPlansQuery = {
  /** Part of the name, in upper or lower case. */
  q?: string
  state?: string[]
  type?: string[]
  category?: string[]
  /** Ids of users who made them. */
  owner?: string[]
  /** A column, "-" before it turns it round; unknown ones fall back to the newest change first. */
  order?: string
  offset: number
  limit: number
}

/** Plans without their canvases. */
export const listPlans =
  ({ database }: { database: Database }) =>
  async (query: ListPlansQuery): Promise<{ plans: ListedPlan[]; count: number }> => {
    const wanted = query.order?.replace(/^-/, "")
    const order = PLAN_ORDERS.find((column) => column === wanted)
    return listRows(
      database,
      {
        q: query.q ?? null,
        states: query.state?.length ? query.state : SHOWN,
        types: query.type?.length ? query.type : null,
        categories: query.category?.length ? query.category : null,
        owners: query.owner?.length ? query.owner : null,
      },
      {
        order: order ?? "updated_at",
        descending: order ? query.order!.startsWith("-") : true,
        offset: query.offset,
        limit: query.limit,
      },
    )
  }
