import { comingBack } from "../../../core/canvas/coming-back"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import { keepDraft } from "./keep-draft"
import { found, mustAllow, mustBeRevision, type Plan, type PlanRow, toPlan } from "./plan"
import type { RecordAudit } from "./record-audit"
import { mustNotBeInReview } from "./review"
import { lockPlan, updateDraft } from "./store/plans"

type Parts = { database: Database; clock: Clock; recordAudit: RecordAudit }
type PuttingBack = {
  plan_id: string
  revision?: number
  actor: string
  /** Where it comes from. */
  how: "version" | "draft"
  origin: number
  find: (tx: Sql, plan: PlanRow) => Promise<Pick<Plan, "settings" | "canvas"> & Partial<Pick<Plan, "type">>>
}

/**
 * Puts settings and canvas from elsewhere into the draft, in place of what it says, which stays in the draft's history; what runs
 * stays as it is. Throws Missing, or Conflict when the plan cannot be edited now or was changed meanwhile.
 */
export async function putBack(
  { database, clock, recordAudit }: Parts,
  { plan_id, revision, actor, how, origin, find }: PuttingBack,
): Promise<Plan> {
  const now = await clock.now()
  return database.transaction(async (tx) => {
    const plan = found(await lockPlan(tx, plan_id), plan_id)
    mustNotBeInReview(plan)
    mustAllow(plan, "edit")
    mustBeRevision(plan, revision)
    const { canvas, ...then } = await find(tx, plan)
    const restored = await updateDraft(tx, { ...plan, ...comingBack(plan, then), canvas }, now)
    await keepDraft(tx, plan, restored, { actor, now, how, origin })
    const detail = { [how]: origin, revision: restored.revision }
    await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "restore", detail }, now)
    return toPlan(restored)
  })
}
