import type { Condition, HoldsCondition, PlanCondition } from "./conditions"
import { describeDid } from "./describe-did"
import { describeFact } from "./describe-fact"
import { type DescribeContext, timeText, WORDS } from "./describe-words"
import type { Rule } from "./schema"

/** A rule as a plain sentence in the merchant's language. */
export function describeRule(rule: Rule, context: DescribeContext): string {
  const words = WORDS[context.language]
  const text = phrase(rule, context)
  return words.sentence(text === "" ? words.everybody : text)
}

/** `inner` groups of more than one part stand in brackets. */
function phrase(rule: Rule, context: DescribeContext, inner = false): string {
  const words = WORDS[context.language]
  if ("not" in rule) return words.not(phrase(rule.not, context, true))
  if ("all" in rule || "any" in rule) {
    const all = "all" in rule
    const parts = all ? rule.all : rule.any
    if (parts.length === 0) return all ? words.everybody : words.nobody
    const text = parts.map((part) => phrase(part, context, parts.length > 1)).join(all ? words.and : words.or)
    return inner && parts.length > 1 ? words.brackets(text) : text
  }
  return describeCondition(rule, context)
}

function describeCondition(condition: Condition, context: DescribeContext): string {
  const words = WORDS[context.language]
  if ("fact" in condition) return describeFact(condition, context)
  if ("did" in condition) return describeDid(condition, context)
  if ("in_segment" in condition)
    return words.inSegment(words.quote(context.name("segment", condition.in_segment)))
  return "outcome" in condition ? describePlan(condition, context) : describeHolds(condition, context)
}

function describePlan(
  { plan, outcome, node, channel, window }: PlanCondition,
  context: DescribeContext,
): string {
  const words = WORDS[context.language]
  const time = timeText(window, context)
  const by = channel ? words.quote(context.name("channel", channel)) : ""
  if (plan === undefined) return words.anyPlan(words.anyOutcomes[outcome], by, time)
  const card = node && context.card?.(node)
  if (card && !by) return words.card(words.outcomes[outcome], words.quote(card), time)
  const named = words.quote(context.name("plan", plan)) + (node ? ` (${card ?? node})` : "")
  return words.plan(words.outcomes[outcome], named, by, time)
}

function describeHolds(
  { state = "usable", template, expires_within }: HoldsCondition,
  context: DescribeContext,
): string {
  const words = WORDS[context.language]
  const named = template ? words.quote(context.name("coupon_template", template)) : ""
  return words.holds(words.couponStates[state], named, expires_within ? words.duration(expires_within) : "")
}
