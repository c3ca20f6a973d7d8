import { mayApprove } from "../../../core/approval"
import { differenceOf, isSame } from "../../../core/canvas/difference"
import { actionsIn, type PlanAction } from "../../../core/plan-state"
import type { Database } from "../database"
import { found, type Plan, toPlan } from "./plan"
import type { ReadVersion } from "./read-version"
import { savedApproval } from "./store/approval"
import { findPlan } from "./store/plans"
import { latestReview, type Review } from "./store/reviews"
import { nextDue } from "./store/runs"

export type PlanNow = Plan & {
  actions: readonly PlanAction[]
  next_run_at: Date | null
  /** Settings and canvas are those of a draft beside the version that runs, and do not say the same. */
  has_changes: boolean
  /** What was submitted last, and what became of it; null where nothing ever was. */
  review: Review | null
}

/** A plan with what this person may do with it now, and when it starts next. Throws Missing. */
export const getPlan =
  ({ database, readVersion }: { database: Database; readVersion: ReadVersion }) =>
  async ({ plan_id, actor = "" }: { plan_id: string; actor?: string }): Promise<PlanNow> => {
    const plan = found(await findPlan(database, plan_id), plan_id)
    const goesOn = plan.state === "scheduled" || plan.state === "running"
    const next_run_at = goesOn ? await nextDue(database, plan.no) : null
    const published = plan.version === null ? null : await readVersion(plan.no, plan.version)
    const has_changes = published !== null && !isSame(differenceOf(published, plan))
    const { approval } = await savedApproval(database)
    const review = (await latestReview(database, plan.no)) ?? null
    const actions = actionsIn(plan.state, {
      in_review: plan.in_review,
      with_approval: approval.on,
      may_approve: review !== null && mayApprove(approval, actor, review.submitted_by),
      submitted: review?.submitted_by === actor,
    })
    return { ...toPlan(plan), actions, next_run_at, has_changes, review }
  }

export type GetPlan = ReturnType<typeof getPlan>
