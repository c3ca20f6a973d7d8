import type { Clock } from "../clock"
import type { Database } from "../database"
import { mustFind } from "./list-versions"
import { found, mustAllow, mustBeRevision, type Plan, toPlan } from "./plan"
import type { RecordAudit } from "./record-audit"
import { mustNotBeInReview } from "./review"
import { lockPlan, updateDraft } from "./store/plans"

type Restoring = { plan_id: string; version: number; revision?: number; actor: string }

/**
 * Puts settings and canvas of a published version into the draft, in place of what it says; what runs stays as it is until the
 * draft is published. Throws Missing, or Conflict when the plan cannot be edited now or was changed meanwhile.
 */
export const restoreVersion =
  ({ database, clock, recordAudit }: { database: Database; clock: Clock; recordAudit: RecordAudit }) =>
  async ({ plan_id, version, revision, actor }: Restoring): Promise<Plan> => {
    const now = await clock.now()
    return database.transaction(async (tx) => {
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      mustNotBeInReview(plan)
      mustAllow(plan, "edit")
      mustBeRevision(plan, revision)
      const { settings, canvas } = await mustFind(tx, plan, version)
      const restored = await updateDraft(tx, { ...plan, settings, canvas }, now)
      const detail = { version, revision: restored.revision }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "restore", detail }, now)
      return toPlan(restored)
    })
  }
