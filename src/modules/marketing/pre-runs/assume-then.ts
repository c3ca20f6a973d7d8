import type { Replay } from "../../../core/pre-run/result"
import type { Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { Recall } from "../audience/recall-people"
import type { Drawing, Stop } from "../engine/drawing"
import type { PlanNow } from "../plans/get-plan"
import { assume } from "./assume"
import { isSeen } from "./doings"
import { audienceRules } from "./firings-then"
import type { Tally } from "./tally"

/** Of messages, those that somebody does something with. */
const ANSWERS = ["opened", "clicked", "coupon_used", "converted"]
const TO_TAKE_BACK: Labels = { en: "Points and coupons to take back", zhCN: "可收回的积分和优惠券" }
const LIMITS: Labels = { en: "How many coupons are left", zhCN: "优惠券剩余数量" }

/** Says at each card of a replay what cannot be known of the past. */
export async function assumeThen(
  drawing: Drawing,
  registry: Registry,
  tally: Tally,
  hasHistory: (stop: Stop) => Promise<boolean>,
): Promise<void> {
  const unseen = drawing.canvas.nodes.filter((node) => !isSeen(node))
  assume(drawing, registry, tally, { nobodyActs: false, writing: unseen })
  for (const stop of drawing.stops.values()) {
    if (stop.starts && !(await hasHistory(stop))) tally.assume(stop.id, "no_history")
    const rules = [...stop.rules.map(({ rule }) => rule), ...(stop.watch ? [stop.watch.rule] : [])]
    if (rules.some(asksForAnswers)) tally.assume(stop.id, "not_answered")
  }
}

const asksForAnswers = (rule: Rule): boolean =>
  conditionsIn(rule).some(({ condition }) => "plan" in condition && ANSWERS.includes(condition.outcome))

/** At which card what is taken as it is today. */
export function factsAsToday(
  plan: Pick<PlanNow, "canvas">,
  { stops }: Drawing,
  registry: Registry,
  recall: Recall,
): Replay["as_today"] {
  return plan.canvas.nodes.flatMap((node) => {
    const stop = stops.get(node.id)
    if (!stop) return []
    const { starts, settings } = stop
    const rules = [
      ...audienceRules({ nodes: [node], edges: [], notes: [] }, registry),
      ...stop.rules.map(({ rule }) => rule),
      ...(stop.watch ? [stop.watch.rule] : []),
      ...[starts?.conditions?.(settings) ?? [], starts?.daily?.(settings).rule ?? []].flat(),
    ]
    const facts = [
      ...recall.asToday({ rules, fields: stop.fields.map(([, field]) => field) }),
      ...(node.kind === "take-back" ? [TO_TAKE_BACK] : []),
      ...(node.kind === "benefit:coupon" ? [LIMITS] : []),
    ]
    return facts.length > 0 ? [{ node: node.id, facts }] : []
  })
}
