import type { PlanState } from "../../../core/plan-state"
import { type Goal, type GoalProgress, goalProgress } from "../../../core/report/targets"
import type { ReadStoreCurrency } from "../commerce/read-store-currency"
import type { Database } from "../database"
import { type ListedRow, listRows, PLAN_ORDERS } from "./store/listed-plans"

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

export type ListedPlan = Omit<ListedRow, "goal" | "targets" | "reached"> & {
  /** How far it came, as in its report; null without a goal. */
  goal: GoalProgress | null
  targets: GoalProgress[]
}

/** Plans without their canvases. */
export const listPlans =
  ({ database, readStoreCurrency }: { database: Database; readStoreCurrency: ReadStoreCurrency }) =>
  async (query: ListPlansQuery): Promise<{ plans: ListedPlan[]; count: number }> => {
    const wanted = query.order?.replace(/^-/, "")
    const order = PLAN_ORDERS.find((column) => column === wanted)
    const { plans, count } = await listRows(
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
    const currency = await readStoreCurrency()
    return {
      plans: plans.map(({ goal, targets, reached, ...plan }) => {
        const progress = (one: Goal) =>
          reached ? [goalProgress(one, { covered: plan.covered, ...reached }, currency)] : []
        return {
          ...plan,
          goal: (goal && progress(goal)[0]) ?? null,
          targets: targets.flatMap(progress),
        }
      }),
      count,
    }
  }
