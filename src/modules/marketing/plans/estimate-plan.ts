import type { Gift } from "../../../core/canvas/at-stake"
import type { Canvas } from "../../../core/canvas/schema"
import { errorsIn, type Problem } from "../../../core/problem"
import type { Rule } from "../../../core/rules/schema"
import type { Registry } from "../../../extension/registry"
import type { CheckRule } from "../audience/check-rule"
import type { PeopleAtDoors } from "../audience/people-at-doors"
import type { PreviewRule } from "../audience/preview-rule"
import type { RecallPeople } from "../audience/recall-people"
import type { SelectPeople } from "../audience/select-people"
import type { ValueGifts } from "../benefits/value-gifts"
import type { Clock } from "../clock"
import type { Database } from "../database"
import type { DrawDraft } from "../engine/drawing"
import type { ReadStoreHoldOut } from "../messages/sending-limits"
import { asksForChanged, effectsOf } from "./changed-on-the-way"
import { audiencesOf, type CheckPlan } from "./check-plan"
import { headsPerNode } from "./heads-per-node"
import { found } from "./plan"
import { readPlanInput } from "./plan-input"
import { findPlan } from "./store/plans"

export type PlanEstimate = {
  /** When it was counted. */
  as_of: string
  /** Heads that would come in now; null while the canvas has errors. */
  audience: number | null
  /** Heads of them that would be kept out as the base line, on average. */
  held_out: number | null
  /**
   * Heads that would come to each node if everything happened now, the held-out included; null where it cannot be said,
   * as behind a loop, or behind conditions about what cards before them give or write. Behind a split they are the share of the heads before it, rounded.
   */
  nodes: Record<string, number | null>
  /** Of nodes whose heads cannot be said, as behind what people may do or not: never more than these. */
  at_most: Record<string, number>
  /** What one person gets at each card that gives points or coupons. */
  gifts: Record<string, Gift>
  /** Heads of the audience that each channel could reach; empty where groups are put together. */
  reachable: Record<string, number>
  problems: Problem[]
}

type Parts = {
  database: Database
  clock: Clock
  registry: Registry
  selectPeople: SelectPeople
  peopleAtDoors: PeopleAtDoors
  previewRule: PreviewRule
  checkRule: CheckRule
  checkPlan: CheckPlan
  readStoreHoldOut: ReadStoreHoldOut
  recallPeople: RecallPeople
  drawDraft: DrawDraft
  valueGifts: ValueGifts
}

/** What a plan would do if it began now. `draft` puts unsaved parts in place of the saved ones. Throws Missing, Refused. */
export const estimatePlan =
  ({
    database,
    clock,
    registry,
    selectPeople,
    peopleAtDoors,
    previewRule,
    checkRule,
    checkPlan,
    readStoreHoldOut,
    recallPeople,
    drawDraft,
    valueGifts,
  }: Parts) =>
  async ({ plan_id, draft = {} }: { plan_id: string; draft?: unknown }): Promise<PlanEstimate> => {
    const plan = { ...found(await findPlan(database, plan_id), plan_id), ...readPlanInput(draft) }
    const as_of = (await clock.now()).toISOString()
    const { problems, audience } = await checkPlan({ plan_id, draft })
    const unknown = {
      as_of,
      audience: null,
      held_out: null,
      nodes: {},
      at_most: {},
      gifts: {},
      reachable: {},
      problems,
    }
    if (audience === null || errorsIn(problems).some((p) => p.path.startsWith("edges"))) return unknown
    // Where groups are put together, no rule says who comes in.
    const hasSets = plan.canvas.nodes.some((node) => registry.kinds.get(node.kind)?.set)
    const reachable = hasSets
      ? {}
      : (await previewRule({ rule: everyoneOf(plan.canvas, registry) })).reachable
    const drawing = drawDraft(plan.settings, plan.canvas)
    const gifts = await valueGifts(new Map([...drawing.stops].map(([id, stop]) => [id, effectsOf(stop)])))
    const stores = (await readStoreHoldOut(database))(plan.category) / 100
    const heads = await headsPerNode(
      { database, registry, selectPeople, peopleAtDoors, checkRule },
      plan.canvas,
      audience,
      await asksForChanged({ database, recallPeople }, plan.canvas, drawing),
    )
    return {
      as_of,
      audience,
      held_out: Math.round(audience * (stores + (1 - stores) * (plan.settings.holdout_percent / 100))),
      nodes: heads.sure,
      at_most: heads.at_most,
      gifts,
      reachable,
      problems,
    }
  }

function everyoneOf(canvas: Canvas, registry: Registry): Rule {
  const rules: Rule[] = audiencesOf(canvas, registry).map((who) =>
    "rule" in who ? who.rule : { in_segment: who.segment_id },
  )
  return rules.length === 1 ? rules[0]! : { any: rules }
}
