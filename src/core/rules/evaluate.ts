import type { Condition, HoldsCondition, PlanCondition } from "./conditions"
import type { EvaluateContext, Verdict } from "./evaluate-context"
import { evaluateDid } from "./evaluate-did"
import { evaluateFact } from "./evaluate-fact"
import type { Rule } from "./schema"
import type { CustomerSnapshot } from "./snapshot"
import { durationMs, frameOf, inFrame, inSince } from "./time-frame"

/** A checked rule about one customer, in memory, as plainly as its meaning can be written down. */
export function evaluate(rule: Rule, customer: CustomerSnapshot, context: EvaluateContext): boolean {
  if ("all" in rule) return rule.all.every((part) => evaluate(part, customer, context))
  if ("any" in rule) return rule.any.some((part) => evaluate(part, customer, context))
  if ("not" in rule) return !evaluate(rule.not, customer, context)
  return evaluateCondition(rule, customer, context).matches
}

export function evaluateCondition(
  condition: Condition,
  customer: CustomerSnapshot,
  context: EvaluateContext,
): Verdict {
  if ("fact" in condition) return { matches: evaluateFact(condition, customer, context), witnesses: [] }
  if ("did" in condition) return evaluateDid(condition, customer, context)
  if ("outcome" in condition) return evaluatePlan(condition, customer, context)
  if ("holds" in condition) return evaluateHolds(condition, customer, context)
  const rule = context.segments.get(condition.in_segment)?.rule
  const matches = rule ? evaluate(rule, customer, context) : customer.segments.includes(condition.in_segment)
  return { matches, witnesses: [] }
}

function evaluatePlan(
  { plan, outcome, node, channel, window }: PlanCondition,
  { outcomes, since }: CustomerSnapshot,
  { now, zone }: EvaluateContext,
): Verdict {
  const inTime = (at: Date) => {
    if (!window) return true
    if ("since" in window) return inSince(at, window, since)
    return inFrame(at, frameOf(window, now, zone))
  }
  const wholePlan = outcome === "entered" || outcome === "held_out"
  return shownBy(
    outcomes
      .filter((o) => (plan === undefined || o.plan_id === plan) && o.outcome === outcome && inTime(o.at))
      .filter((o) => channel === undefined || o.channel === channel)
      .filter((o) => wholePlan || node === undefined || o.node === node)
      .map((o) => o.id),
  )
}

function evaluateHolds(
  { state = "usable", template, expires_within }: HoldsCondition,
  { coupons }: CustomerSnapshot,
  { now }: EvaluateContext,
): Verdict {
  const usable = (coupon: CustomerSnapshot["coupons"][number]) =>
    (coupon.state === "free" || coupon.state === "held") && (!coupon.expires_at || coupon.expires_at > now)
  const soon = (at: Date | null) =>
    at !== null && at > now && at.getTime() <= now.getTime() + durationMs(expires_within!)
  return shownBy(
    coupons
      .filter((coupon) => (state === "usable" ? usable(coupon) : coupon.state === state))
      .filter((coupon) => template === undefined || coupon.template_id === template)
      .filter((coupon) => !expires_within || soon(coupon.expires_at))
      .map((coupon) => coupon.id),
  )
}

const shownBy = (witnesses: string[]): Verdict => ({ matches: witnesses.length > 0, witnesses })
