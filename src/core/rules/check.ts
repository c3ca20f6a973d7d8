import { isCurrency } from "../money"
import { own } from "../own"
import type { Problem } from "../problem"
import { type CheckContext, missing, under } from "./check-context"
import { checkDid } from "./check-did"
import { checkSpan, checkWindow } from "./check-window"
import type { Condition, FactCondition, HoldsCondition, PlanCondition } from "./conditions"
import type { FindField, RuleField } from "./field"
import { MAX_EXPANDED, measureRule } from "./limits"
import { operatorsOf } from "./operators"
import { MESSAGE_OUTCOMES } from "./outcomes"
import { refuse } from "./problems"
import type { Rule } from "./schema"
import { conditionsIn, expandedSize, findCycle } from "./segments"
import { readShape } from "./shape"
import { NAMED, SHOP_THINGS, type ShopThing } from "./sources"

/** Is this a rule at all? Safe for input of any shape and depth. */
export function checkShape(given: unknown): Problem[] {
  const sizes = measureRule(given)
  return sizes.length > 0 ? sizes : readShape(given)
}

/** Does every condition of a well-shaped rule mean something in this store? */
export function checkMeaning(rule: Rule, context: CheckContext): Problem[] {
  const cycle = cycleIn(rule, context)
  if (cycle) return [cycle]
  const problems = conditionsIn(rule).flatMap(({ condition, path }) =>
    checkCondition(condition, path, context),
  )
  if (expandedSize(rule, context.segments) > MAX_EXPANDED)
    problems.push(refuse("rule/size", "", { most: MAX_EXPANDED }))
  return problems
}

function cycleIn(rule: Rule, { saved_as, segments }: CheckContext): Problem | null {
  if (saved_as === undefined) return null
  const circle = findCycle(saved_as, rule, segments)
  if (!circle) return null
  const at = conditionsIn(rule).find(
    ({ condition }) => "in_segment" in condition && condition.in_segment === circle[1],
  )
  const named = circle.map((id) => segments.get(id)?.name ?? id)
  return refuse("rule/cycle", at ? under(at.path, "in_segment") : "", { path: named.join(" → ") })
}

type References = Record<ShopThing | "plan" | "coupon_template", string[]>

/** The things a rule names, to be looked up before its meaning is checked or told. */
export function referencesIn(rule: Rule, field: FindField): References {
  const found = { plan: [], coupon_template: [] } as unknown as References
  for (const thing of SHOP_THINGS) found[thing] = []
  for (const { condition } of conditionsIn(rule)) {
    if ("fact" in condition) {
      const thing = field(condition.fact)?.ids_of
      if (thing) found[thing].push(...[condition.value].flat().filter((id) => typeof id === "string"))
    }
    if ("outcome" in condition && condition.plan !== undefined) found.plan.push(condition.plan)
    if ("holds" in condition && condition.template) found.coupon_template.push(condition.template)
    if ("did" in condition)
      for (const step of [condition, condition.then, condition.not_then])
        for (const [key, given] of Object.entries(step?.where ?? {})) {
          const thing = own(NAMED, key)
          const match = typeof given === "object" ? given : { is: given }
          if (!thing) continue
          for (const id of [match.is, match.is_not, ...(match.in ?? []), ...(match.not_in ?? [])])
            if (typeof id === "string") found[thing].push(id)
        }
  }
  return found
}

function checkCondition(condition: Condition, path: string, context: CheckContext): Problem[] {
  if ("fact" in condition) return checkFact(condition, path, context)
  if ("did" in condition) return checkDid(condition, path, context)
  if ("in_segment" in condition)
    return missing("segment", condition.in_segment, under(path, "in_segment"), context)
  if ("outcome" in condition) return checkPlan(condition, path, context)
  return checkHolds(condition, path, context)
}

function checkFact(condition: FactCondition, path: string, context: CheckContext): Problem[] {
  const field = context.field(condition.fact)
  if (!field) return [refuse("rule/unknown-field", under(path, "fact"), { field: condition.fact })]
  const { for_days } = field
  if (for_days && (for_days.days < for_days.least || for_days.days > for_days.most))
    return [refuse("rule/days", under(path, "fact"), { least: for_days.least, most: for_days.most })]
  if (field.currency !== undefined && !isCurrency(field.currency))
    return [refuse("rule/unknown-currency", under(path, "fact"), { currency: field.currency })]
  if (field.unavailable)
    return [
      refuse("rule/unavailable", under(path, "fact"), { field: field.label.en, why: field.unavailable.en }),
    ]
  const operators = operatorsOf(field.type)
  const asks = Object.hasOwn(operators, condition.op) ? operators[condition.op] : undefined
  if (!asks) {
    const values = { op: condition.op, type: `a ${field.type} field`, use: Object.keys(operators).join(", ") }
    return [refuse("rule/operator", under(path, "op"), values)]
  }
  const problems = asks.fits(condition.value, field)
    ? [...missingValues(condition, field, path, context), ...noChoices(condition, field, path)]
    : [refuse("rule/type", under(path, "value"), { expected: asks.expected })]
  if (condition.currency !== undefined && condition.currency !== field.currency)
    problems.push(
      refuse("rule/type", under(path, "currency"), { expected: field.currency ?? "no currency here" }),
    )
  return problems
}

/** Ids of things of the shop; a part of an id names nothing. */
function missingValues(
  { op, value }: FactCondition,
  { ids_of }: RuleField,
  path: string,
  context: CheckContext,
): Problem[] {
  if (!ids_of || ["contains", "starts_with", "ends_with"].includes(op)) return []
  return textsIn(value, path).flatMap(({ text, at }) => missing(ids_of, text, at, context))
}

/** Of a closed list of choices: those that are none, which nobody has. */
function noChoices({ value }: FactCondition, { choices, open_choices }: RuleField, path: string): Problem[] {
  if (!choices || open_choices) return []
  const known = choices.map((choice) => choice.value)
  return textsIn(value, path)
    .filter(({ text }) => !known.includes(text))
    .map(({ text, at }) => refuse("rule/no-choice", at, { value: text, choices: known.join(", ") }))
}

const textsIn = (value: unknown, path: string): { text: string; at: string }[] =>
  [value].flat().flatMap((text, index) => {
    const at = under(path, "value", ...(Array.isArray(value) ? [index] : []))
    return typeof text === "string" ? [{ text, at }] : []
  })

function checkPlan(condition: PlanCondition, path: string, context: CheckContext): Problem[] {
  const { plan, outcome, node, channel, window } = condition
  return [
    ...(plan === undefined ? [] : missing("plan", plan, under(path, "plan"), context)),
    ...(plan === undefined && node !== undefined ? [refuse("rule/whose-card", under(path, "node"))] : []),
    ...(channel === undefined ? [] : checkChannel(channel, outcome, under(path, "channel"), context)),
    ...checkWindow(window, under(path, "window"), context),
  ]
}

const checkChannel = (channel: string, outcome: string, path: string, context: CheckContext): Problem[] =>
  MESSAGE_OUTCOMES.includes(outcome)
    ? missing("channel", channel, path, context)
    : [refuse("rule/no-message", path, { outcome })]

function checkHolds(condition: HoldsCondition, path: string, context: CheckContext): Problem[] {
  if (condition.holds === "benefit") return [refuse("rule/benefit", under(path, "holds"))]
  const { template, expires_within } = condition
  return [
    ...(template ? missing("coupon_template", template, under(path, "template"), context) : []),
    ...(expires_within ? checkSpan(expires_within, under(path, "expires_within")) : []),
  ]
}
