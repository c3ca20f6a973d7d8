import { generateEntityId } from "@medusajs/framework/utils"
import { rulesOf } from "../../../core/canvas/rules-of"
import type { Canvas } from "../../../core/canvas/schema"
import { Conflict, errorsIn, Refused } from "../../../core/problem"
import { segmentsIn } from "../../../core/rules/segments"
import { dueAt } from "../../../core/schedule/due"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { ListenFor } from "../occasions/listen-for"
import type { MarketingOptions } from "../options"
import type { CheckPlan } from "./check-plan"
import { found, mustAllow, mustBeRevision, type Plan, toPlan } from "./plan"
import { refusePlan } from "./problems"
import type { RecordAudit } from "./record-audit"
import { findPlan, lockPlan, moveTo } from "./store/plans"
import { insertRun, OPEN_SLOT } from "./store/runs"
import { deletedSegments } from "./store/things"
import { freezeVersion } from "./store/versions"

/** The only firing of a one-time plan. */
const ONCE = "once"

/**
 * Freezes the draft as a version and makes its run, in one transaction; the engine starts it when it is due.
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
    recordAudit,
  }: {
    database: Database
    clock: Clock
    options: MarketingOptions
    registry: Registry
    checkPlan: CheckPlan
    listenFor: ListenFor
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
      const version = await freezeVersion(tx, { plan_no: plan.no, actor, now })
      const isTriggered = plan.type === "triggered"
      const due_at = isTriggered ? now : startOf(plan, now, options.timezone)
      const run = {
        id: generateEntityId(undefined, "mkrun"),
        plan_no: plan.no,
        version,
        slot: isTriggered ? OPEN_SLOT : ONCE,
        state: isTriggered ? ("running" as const) : ("scheduled" as const),
        due_at,
        now,
      }
      await insertRun(tx, run)
      await listenFor(tx, { plan_no: plan.no, version, canvas: plan.canvas }, now)
      const state = due_at <= now ? "running" : "scheduled"
      const published = await moveTo(tx, plan.no, { state, version }, now)
      const detail = { version, run_id: run.id, due_at, audience }
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action: "publish", detail }, now)
      return toPlan(published)
    })
  }

/** Every segment that a node names: as its audience, or in its rule. */
const segmentsOf = ({ nodes }: Canvas, { kinds }: Registry): string[] =>
  nodes.flatMap((node) => rulesOf(node, kinds.get(node.kind)).flatMap(({ rule }) => segmentsIn(rule)))

function startOf({ settings }: Plan, now: Date, zone: string): Date {
  const due = "at" in settings.schedule ? dueAt(settings.schedule, { now, zone }).at : null
  // The check refused everything else a moment ago; only the minute may have passed meanwhile.
  if (!due)
    throw new Conflict(
      "plan/time-passed",
      "The plan's time passed while it was published. Choose a later one.",
    )
  return due
}
