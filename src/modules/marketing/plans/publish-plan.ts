import { rulesOf } from "../../../core/canvas/rules-of"
import type { Canvas } from "../../../core/canvas/schema"
import type { PlanState } from "../../../core/plan-state"
import { Refused } from "../../../core/problem"
import { segmentsIn } from "../../../core/rules/segments"
import { anchored } from "../../../core/schedule/firings"
import { spanOf } from "../../../core/schedule/span"
import type { Registry } from "../../../extension/registry"
import type { Clock } from "../clock"
import type { Database, Sql } from "../database"
import type { ReleaseWithVersion } from "../messages/release-texts"
import type { ListenFor } from "../occasions/listen-for"
import type { MarketingOptions } from "../options"
import type { FailPoint } from "../ports"
import type { CheckPlan } from "./check-plan"
import { judgeDraft } from "./judge-draft"
import { keepPublished } from "./keep-draft"
import type { LayFirstRun } from "./lay-first-run"
import { found, mustAllow, mustBeRevision, type Plan, type PlanRow, toPlan } from "./plan"
import { refusePlan } from "./problems"
import type { ReadVersion } from "./read-version"
import type { RecordAudit } from "./record-audit"
import { mustBeApprover, mustNeedNoApproval, mustNotBeInReview, mustWait } from "./review"
import { shareApproval } from "./store/approval"
import { ownState } from "./store/plan-state"
import { findPlan, lockPlan, moveTo, startFrom } from "./store/plans"
import { decideReview, type Review } from "./store/reviews"
import { deletedSegments } from "./store/things"
import { freezeVersion } from "./store/versions"

type Parts = {
  database: Database
  clock: Clock
  options: MarketingOptions
  registry: Registry
  failPoint: FailPoint
  checkPlan: CheckPlan
  readVersion: ReadVersion
  listenFor: ListenFor
  layFirstRun: LayFirstRun
  recordAudit: RecordAudit
  releaseWithVersion: ReleaseWithVersion
}
type Publishing = {
  plan_id: string
  revision?: number
  actor: string
  /** Why, for the list of versions. */
  note?: string
  /** What was submitted is approved, at the revision it was submitted with. */
  approve?: boolean
  /** What is published was approved before, as when publishing is undone. */
  was_approved?: boolean
}

/**
 * Freezes the draft as the plan's next version, in one transaction: whoever comes in from now on comes in by it, whoever is inside
 * goes on by the version she came in with. The runs that have not begun and what the plan listens for follow it; the state of a
 * plan that was published before stays. Where the store asks for approval, approving what was submitted is what publishes it.
 *
 * Throws Refused with everything that keeps it from being published, an empty audience included; Conflict when the plan is over, was
 * changed meanwhile, or the draft says what is published already, needs approval, or this person may not approve; Missing.
 */
export const publishPlan =
  ({
    database,
    clock,
    options,
    registry,
    failPoint,
    checkPlan,
    readVersion,
    listenFor,
    layFirstRun,
    recordAudit,
    releaseWithVersion,
  }: Parts) =>
  async ({ plan_id, actor, note, ...how }: Publishing): Promise<Plan> => {
    const draft = found(await findPlan(database, plan_id), plan_id)
    await mustBeMeant(database, draft, { actor, ...how })
    // Counting may take a while, so it is done before anything is locked; the lock then finds the plan unchanged or gives up.
    const { before, audience } = await judgeDraft({ checkPlan, readVersion }, draft)

    const now = await clock.now()
    const published = await database.transaction(async (tx) => {
      await shareApproval(tx)
      // Whoever is being let in by the old version is in before, or is judged anew.
      await ownState(tx, plan_id)
      const plan = found(await lockPlan(tx, plan_id), plan_id)
      const revision = how.approve ? how.revision : draft.revision
      const review = await mustBeMeant(tx, plan, { ...how, actor, revision })
      const deleted = await deletedSegments(tx, segmentsOf(plan.canvas, registry))
      if (deleted.length > 0)
        throw new Refused(deleted.map((name) => refusePlan("plan/segment-deleted", "nodes", { name })))
      await countFromNow(tx, plan, now, options.timezone)
      const version = await freezeVersion(tx, {
        plan_no: plan.no,
        actor,
        note: note ?? review?.note ?? null,
        now,
      })
      await keepPublished(tx, plan, version)
      await failPoint("publish.afterVersion")
      const run = await layFirstRun(tx, plan, version, now)
      await failPoint("publish.afterRun")
      await releaseWithVersion(tx, plan.no, now)
      const { plan_no, canvas } = { plan_no: plan.no, canvas: plan.canvas }
      const { from } = spanOf(plan.settings.schedule, options.timezone)
      const heard = { plan_no, version, canvas, before: before?.canvas ?? null, from }
      const dropped = await listenFor(tx, heard, now)
      if (review) await decideReview(tx, plan.no, { state: "approved", actor, reason: note ?? null, now })
      const moved = await moveTo(tx, plan.no, { state: stateAfter(plan.state, run, now), version }, now)
      const detail = {
        version,
        ...(run ? { run_id: run.id, due_at: run.due_at } : {}),
        audience,
        ...(dropped > 0 ? { dropped } : {}),
        ...(review ? { revision: review.revision, submitted_by: review.submitted_by } : {}),
        ...(note ? { reason: note } : {}),
      }
      const action = review ? "approve" : "publish"
      await recordAudit(tx, { actor, entity: "plan", entity_id: plan_id, action, detail }, now)
      await failPoint("publish.beforeCommit")
      return moved
    })
    await failPoint("publish.afterCommit")
    return toPlan(published)
  }

export type PublishPlan = ReturnType<typeof publishPlan>

/** A plan that is under way or paused stays so, whatever its next version is. */
function stateAfter(state: PlanState, run: { due_at: Date } | null, now: Date): PlanState {
  if (state !== "draft" && state !== "in_review" && state !== "scheduled") return state
  return run && run.due_at > now ? "scheduled" : "running"
}

/** What waits, if that is approved; null where it is published without. Throws Conflict when neither may be done by this person now. */
async function mustBeMeant(
  sql: Sql,
  plan: PlanRow,
  { approve, was_approved, actor, revision }: Omit<Publishing, "plan_id" | "note">,
): Promise<Review | null> {
  if (approve) {
    const review = await mustWait(sql, plan, revision)
    await mustBeApprover(sql, review, actor)
    mustAllow(plan, "approve")
    return review
  }
  mustNotBeInReview(plan)
  mustAllow(plan, "publish")
  mustBeRevision(plan, revision)
  if (!was_approved) await mustNeedNoApproval(sql)
  return null
}

/** Every segment that a node names: as its audience, or in its rule. */
const segmentsOf = ({ nodes }: Canvas, { kinds }: Registry): string[] =>
  nodes.flatMap((node) => rulesOf(node, kinds.get(node.kind)).flatMap(({ rule }) => segmentsIn(rule)))

/** Every second week from which week on? From now, unless the plan says so; written down, so that it never drifts. */
async function countFromNow(tx: Sql, plan: PlanRow, now: Date, zone: string): Promise<void> {
  const { schedule } = plan.settings
  if ("every" in schedule && !schedule.from)
    await startFrom(tx, plan.no, anchored(schedule, { now, zone }).from)
}
