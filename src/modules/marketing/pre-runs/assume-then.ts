import type { CanvasNode } from "../../../core/canvas/schema"
import type { Replay } from "../../../core/pre-run/result"
import { knownEvent } from "../../../core/rules/events"
import type { Rule } from "../../../core/rules/schema"
import { conditionsIn } from "../../../core/rules/segments"
import type { Labels } from "../../../extension/labels"
import type { Registry } from "../../../extension/registry"
import type { Recall } from "../audience/recall-people"
import type { Drawing, Stop } from "../engine/drawing"
import { assume } from "./assume"
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
  assume(drawing, registry, tally, { nobodyActs: false })
  for (const stop of drawing.stops.values()) {
    if (stop.starts && !(await hasHistory(stop))) tally.assume(stop.id, "no_history")
    const rules = [...stop.rules.map(({ rule }) => rule), ...(stop.watch ? [stop.watch.rule] : [])]
    if (rules.some(asksForAnswers)) tally.assume(stop.id, "not_answered")
  }
}

const asksForAnswers = (rule: Rule): boolean =>
  conditionsIn(rule).some(({ condition }) => "outcome" in condition && ANSWERS.includes(condition.outcome))

type Questioned = { node: CanvasNode; stop: Stop; asked: { rules: Rule[]; fields: string[] } }

/** What is asked about people at each card. */
function questionsOf({ canvas, stops }: Drawing, registry: Registry): Questioned[] {
  return canvas.nodes.flatMap((node) => {
    const stop = stops.get(node.id)
    if (!stop) return []
    const { starts, settings } = stop
    const rules = [
      ...audienceRules({ nodes: [node], edges: [], notes: [] }, registry),
      ...stop.rules.map(({ rule }) => rule),
      ...(stop.watch ? [stop.watch.rule] : []),
      ...[starts?.conditions?.(settings) ?? [], starts?.daily?.(settings).rule ?? []].flat(),
    ]
    return [{ node, stop, asked: { rules, fields: stop.fields.map(([, field]) => field) } }]
  })
}

/** Says where it counts that some moments are not kept: when a visitor became a customer, and when a cart went. */
export function assumeKnown(drawing: Drawing, registry: Registry, recall: Recall, tally: Tally): void {
  for (const { node, stop, asked } of questionsOf(drawing, registry)) {
    const heard = stop.starts?.events?.(stop.settings) ?? []
    const { events, carts } = recall.looksAt(asked)
    if (carts) tally.assume(node.id, "carts_gone")
    const names = [...heard, ...stop.listens, ...events]
    if (names.some(isToldByStorefronts)) tally.assume(node.id, "known_later")
  }
}

/** All but what the store reads off its own rows, and what it notes of segments and of the catalogue. */
const isToldByStorefronts = (name: string): boolean =>
  knownEvent(name)?.told_by !== "store" && !/[: ]/.test(name)

/** At which card what is taken as it is today. */
export const factsAsToday = (drawing: Drawing, registry: Registry, recall: Recall): Replay["as_today"] =>
  questionsOf(drawing, registry).flatMap(({ node, asked }) => {
    const facts = [
      ...recall.asToday(asked),
      ...(node.kind === "take-back" ? [TO_TAKE_BACK] : []),
      ...(node.kind === "benefit:coupon" ? [LIMITS] : []),
    ]
    return facts.length > 0 ? [{ node: node.id, facts }] : []
  })
