import { rulesOf } from "../../../core/canvas/rules-of"
import type { Canvas } from "../../../core/canvas/schema"
import { errorsIn, Refused } from "../../../core/problem"
import { segmentsIn } from "../../../core/rules/segments"
import { anchored } from "../../../core/schedule/firings"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { ListenFor } from "../occasions/listen-for"
import type { MarketingOptions } from "../options"
import type { CheckPlan } from "./check-plan"
import type { LayFirstRun } from "./lay-first-run"
import { found, mustAllow, mustBeRevision, type Plan, type PlanRow, toPlan } from "./plan"
import { refusePlan } from "./problems"
import type { RecordAudit } from "./record-audit"
import { findPlan, lockPlan, moveTo, startFrom } from "./store/plans"
import { deletedSegments } from "./store/things"
import { freezeVersion } from "./store/versions"

/**
 * Freezes the draft as a version and makes its first run, in one transaction; the engine starts it when it is due.
 * Throws Refused with everything that keeps it from being published, an empty audience included; Conflict when it is
 * no draft or was changed meanwhile; Missing.
 */
export const publishPlan =
  ({
    database,
    clock,
    options,
    registry,
    checkPlan,
    listenFor,
    layFirstRun,
    recordAudit,
  }: {
    database: Database
    clock: Clock
    options: MarketingOptions
    registry: Registry
    checkPlan: CheckPlan
    listenFor: ListenFor
    layFirstRun: LayFirstRun
    recordAudit: RecordAudit
  }) =>
  async ({
    plan_id,
    revision,
    actor,
  }: {
    plan_id: string
    revision?: number
    actor: string
  }): Promise<Plan> => {
    const draft = found(await findPlan(database, plan_id), plan_id)
    mustAllow(draft, "publish")
    mustBeRevision(draft, revision)
    // Counting may take a while, so it is done before anything is locked; the lock then finds the plan unchanged or gives up.
    const { problems, audience } = await checkPlan({ plan_id })
    const errors = errorsIn(problems)
    if (audience === 0) errors.push(refusePlan("plan/empty-audience", "nodes"))
    if (errors.length > 0) throw new Refused(errors)

    const now = await clock.now()
    return database.transaction(async (tx) => {
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      mustAllow(plan, "publish")
      mustBeRevision(plan, draft.revision)
      const deleted = await deletedSegments(tx, segmentsOf(plan.canvas, registry))
      if (deleted.length > 0)
        throw new Refused(deleted.map((name) => refusePlan("plan/segment-deleted", "nodes", { name })))
      const begun = await countFromNow(tx, plan, now, options.timezone)
      const version = await freezeVersion(tx, { plan_no: plan.no, actor, now })
      const run = await layFirstRun(tx, begun, version, now)
      await listenFor(tx, { plan_no: plan.no, version, canvas: plan.canvas }, now)
      const state = run.due_at <= now ? "running" : "scheduled"
      const published = await moveTo(tx, plan.no, { state, version }, now)
      const detail = { version, run_id: run.id, due_at: run.due_at, audience }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "publish", detail }, now)
      return toPlan(published)
    })
  }

/** Every segment that a node names: as its audience, or in its rule. */
const segmentsOf = ({ nodes }: Canvas, { kinds }: Registry): string[] =>
  nodes.flatMap((node) => rulesOf(node, kinds.get(node.kind)).flatMap(({ rule }) => segmentsIn(rule)))

/** Every second week from which week on? From now, unless the plan says so; written down, so that it never drifts. */
async function countFromNow(tx: Sql, plan: PlanRow, now: Date, zone: string): Promise<PlanRow> {
  const { schedule } = plan.settings
  if ("at" in schedule || schedule.from) return plan
  return startFrom(tx, plan.no, anchored(schedule, { now, zone }).from)
}
