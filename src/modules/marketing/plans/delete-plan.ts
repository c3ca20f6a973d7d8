import type { Clock } from "../clock"
import type { Database } from "../database"
import type { EndTrialsOf } from "../trials/choose-way"
import { found, mustAllow } from "./plan"
import type { RecordAudit } from "./record-audit"
import { dropDrafts } from "./store/drafts"
import { ownState } from "./store/plan-state"
import { lockPlan, markDeleted } from "./store/plans"

/** Removes a plan from sight; its rows stay for the books, but for the history of its draft. Throws Missing, or Conflict while it is under way (F19). */
export const deletePlan =
  ({
    database,
    clock,
    recordAudit,
    endTrialsOf,
  }: {
    database: Database
    clock: Clock
    recordAudit: RecordAudit
    endTrialsOf: EndTrialsOf
  }) =>
  async ({ plan_id, actor }: { plan_id: string; actor: string }): Promise<void> => {
    const now = await clock.now()
    await database.transaction(async (tx) => {
      await ownState(tx, plan_id)
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      mustAllow(plan, "delete")
      await markDeleted(tx, plan.no, now)
      await dropDrafts(tx, plan.no)
      await endTrialsOf(tx, plan.no)
      const detail = { name: plan.name }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "delete", detail }, now)
    })
  }
