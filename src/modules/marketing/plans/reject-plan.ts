import { Refused } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import { found, mustAllow, type Plan, toPlan } from "./plan"
import { refusePlan } from "./problems"
import type { RecordAudit } from "./record-audit"
import { mustBeApprover, mustWait } from "./review"
import { shareApproval } from "./store/approval"
import { findPlan, lockPlan } from "./store/plans"
import { decideReview } from "./store/reviews"

type Rejecting = { plan_id: string; revision?: number; actor: string; reason?: string }

/**
 * Gives what waits for approval back to be changed: an approver says why, whoever submitted it just takes it back. Throws Missing,
 * Conflict when nothing waits or the person may not decide, Refused when the reason is missing.
 */
export const rejectPlan =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ plan_id, revision, actor, reason }: Rejecting): Promise<Plan> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await shareApproval(tx)
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      const review = await mustWait(tx, plan, revision)
      mustAllow(plan, "reject")
      const isOwn = review.submitted_by === actor
      if (!isOwn) {
        await mustBeApprover(tx, review, actor)
        if (!reason) throw new Refused([refusePlan("plan/reason-needed", "reason")])
      }
      const state = isOwn ? "withdrawn" : "rejected"
      await decideReview(tx, plan.no, { state, actor, reason: reason ?? null, now })
      const action = isOwn ? "withdraw" : "reject"
      const { submitted_by } = review
      const detail = { revision: review.revision, submitted_by, ...(reason ? { reason } : {}) }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action, detail }, now)
      return toPlan(found(await findPlan(tx, plan_id), plan_id))
    })
  }
