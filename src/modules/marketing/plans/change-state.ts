import { isAllowed, type PlanAction, type PlanState } from "../../../core/plan-state"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { found, mustAllow, type Plan, type PlanRow, toPlan } from "./plan"
import type { RecordAudit } from "./record-audit"
import { ownState } from "./store/plan-state"
import { lockPlan, moveTo } from "./store/plans"
import { decideReview } from "./store/reviews"

export type ChangePlan = (of: { plan_id: string; actor: string; reason?: string }) => Promise<Plan>
export type StateParts = { database: Database; clock: Clock; recordAudit: RecordAudit }

/**
 * One change of state with its line in the audit, in one transaction. Everything that walks people or sends re-reads
 * the plan's state in its own transaction and keeps it until that ends, so nothing is given after this one is committed.
 */
export const stateChange =
  (action: PlanAction, next: (tx: Sql, plan: PlanRow, now: Date) => PlanState | Promise<PlanState>) =>
  ({ database, clock, recordAudit }: StateParts): ChangePlan =>
  async ({ plan_id, actor, reason }) => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      await ownState(tx, plan_id)
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      mustAllow(plan, action)
      const state = await next(tx, plan, now)
      // What is over is not published any more: nobody has to decide about it.
      if (!isAllowed(state, "publish"))
        await decideReview(tx, plan.no, { state: "withdrawn", actor, reason: action, now })
      const detail = { from: plan.state, to: state, ...(reason ? { reason } : {}) }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action, detail }, now)
      return toPlan(await moveTo(tx, plan.no, { state }, now))
    })
  }
