import { Conflict } from "../../../core/problem"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { CheckPlan } from "./check-plan"
import { judgeDraft } from "./judge-draft"
import { found, mustAllow, mustBeRevision, type Plan, toPlan } from "./plan"
import type { ReadVersion } from "./read-version"
import type { RecordAudit } from "./record-audit"
import { mustNotBeInReview } from "./review"
import { savedApproval, shareApproval } from "./store/approval"
import { findPlan, lockPlan } from "./store/plans"
import { insertReview } from "./store/reviews"

type Parts = {
  database: Database
  clock: Clock
  checkPlan: CheckPlan
  readVersion: ReadVersion
  recordAudit: RecordAudit
}
type Submitting = { plan_id: string; revision?: number; actor: string; note?: string }

/**
 * Hands the draft in for approval; until that is decided it stays as it is, and what runs goes on. Only what could be published is
 * handed in: throws what publishing throws, and Conflict where approval is off.
 */
export const submitPlan =
  ({ database, clock, checkPlan, readVersion, recordAudit }: Parts) =>
  async ({ plan_id, revision, actor, note }: Submitting): Promise<Plan> => {
    const draft = found(await findPlan(database, plan_id), plan_id)
    mustNotBeInReview(draft)
    mustAllow(draft, "submit")
    mustBeRevision(draft, revision)
    const { audience } = await judgeDraft({ checkPlan, readVersion }, draft)
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await shareApproval(tx)
      if (!(await savedApproval(tx)).approval.on)
        throw new Conflict("plan/approval-off", "Approval is switched off in this store. Publish the plan.")
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      mustNotBeInReview(plan)
      mustAllow(plan, "submit")
      mustBeRevision(plan, draft.revision)
      await insertReview(tx, { plan_no: plan.no, revision: plan.revision, note: note ?? null, actor, now })
      const detail = { revision: plan.revision, audience, ...(note ? { reason: note } : {}) }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "submit", detail }, now)
      return toPlan(found(await findPlan(tx, plan_id), plan_id))
    })
  }
