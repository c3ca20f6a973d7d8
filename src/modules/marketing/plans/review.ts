import { mayApprove } from "../../../core/approval"
import { Conflict } from "../../../core/problem"
import type { Sql } from "../database"
import type { Plan, PlanRow } from "./plan"
import { savedApproval } from "./store/approval"
import { type Review, waitingReview } from "./store/reviews"

/** Throws Conflict while the plan's draft waits for approval: what is decided about is what was submitted. */
export function mustNotBeInReview(plan: Pick<Plan, "in_review">): void {
  if (plan.in_review)
    throw new Conflict(
      "plan/in-review",
      "The draft waits for approval and stays as it is until that is decided. Take it back first to change it.",
    )
}

/** Throws Conflict where the store wants somebody to approve what is published. */
export async function mustNeedNoApproval(sql: Sql): Promise<void> {
  if ((await savedApproval(sql)).approval.on)
    throw new Conflict(
      "plan/needs-approval",
      "In this store a plan is approved before it is published. Submit it for approval.",
    )
}

/** The category of a published plan changes what runs at once: the same, for what nobody could approve. */
export async function mustNeedNoApprovalOfCategory(sql: Sql): Promise<void> {
  if ((await savedApproval(sql)).approval.on)
    throw new Conflict(
      "plan/category-stays",
      "The category of a published plan says which limits hold for its messages, and stays while plans need approval. Duplicate the plan.",
    )
}

/** What waits of this plan. Throws Conflict when nothing does, or it is not what the caller saw. */
export async function mustWait(
  sql: Sql,
  plan: Pick<PlanRow, "no">,
  revision: number | undefined,
): Promise<Review> {
  const review = await waitingReview(sql, plan.no)
  if (!review) throw new Conflict("plan/not-in-review", "Nothing of this plan waits for approval (any more).")
  if (revision !== undefined && revision !== review.revision)
    throw new Conflict(
      "plan/resubmitted",
      `The draft was submitted again meanwhile (revision ${review.revision}, you saw ${revision}). Look at it again.`,
    )
  return review
}

/** Throws Conflict when this person may not decide about what waits. */
export async function mustBeApprover(sql: Sql, review: Review, actor: string): Promise<void> {
  const { approval } = await savedApproval(sql)
  if (mayApprove(approval, actor, review.submitted_by)) return
  if (approval.approvers.includes(actor))
    throw new Conflict(
      "plan/own-submission",
      "Somebody else has to decide about what you submitted yourself.",
    )
  throw notApprover()
}

/** Throws Conflict while plans need approval and this person is none of those who give it: for what takes effect without being submitted. */
export async function mustBeApproverWhereNeeded(sql: Sql, actor: string): Promise<void> {
  const { approval } = await savedApproval(sql)
  if (approval.on && !approval.approvers.includes(actor)) throw notApprover()
}

export const notApprover = () =>
  new Conflict("plan/not-approver", "Only the approvers named in the marketing settings decide.")
