import type { ChainedStep } from "../../src/core/rules/conditions"
import { MEASURES } from "../../src/core/rules/measures"
import { operatorsOf } from "../../src/core/rules/operators"
import { MESSAGE_OUTCOMES } from "../../src/core/rules/outcomes"
import type { Condition, DidCondition, Rule } from "../../src/core/rules/schema"
import { conditionsIn } from "../../src/core/rules/segments"
import { isFlag, SHOP_FACTS, sourceOf, WHERE_KEYS } from "../../src/core/rules/sources"
import type { FieldDefinition } from "../../src/extension/field"
import { OUTCOMES } from "./audience-people"

const COMPARISONS = ["eq", "ne", "gt", "gte", "lt", "lte", "between"]
const IDS = ["is", "is_not", "in", "not_in"]
const ofWindow = (window: object | undefined) =>
  window
    ? (["last", "this", "previous"].find((kind) => kind in window) ?? Object.keys(window).join("-"))
    : "ever"

/** What a rule asks, as words that can be counted: fields and things done with their operators, windows, chains. */
export function askedIn(rule: Rule): string[] {
  return conditionsIn(rule).flatMap(({ condition }) => inCondition(condition))
}

function inCondition(condition: Condition): string[] {
  if ("fact" in condition) return [`${condition.fact} ${condition.op}`]
  if ("in_segment" in condition) return [`in ${condition.in_segment}`]
  if ("outcome" in condition)
    return [
      `${condition.plan ? "" : "any "}plan ${condition.outcome}${condition.node ? " node" : ""}`,
      ...(condition.channel ? [`plan ${condition.outcome} channel`] : []),
      `plan in ${ofWindow(condition.window)}`,
    ]
  if ("did" in condition) return inDid(condition)
  const { state = "by itself", template, expires_within } = condition
  return [
    `coupon ${state}`,
    ...(template ? ["coupon template"] : []),
    ...(expires_within ? ["coupon soon"] : []),
  ]
}

function inDid(condition: DidCondition): string[] {
  const source = sourceOf(condition.did)
  const measures = MEASURES.flatMap((measure) =>
    Object.keys(condition[measure] ?? {}).map((op) => `${source} ${measure} ${op}`),
  )
  const chains = (["then", "not_then"] as const).flatMap((how) => {
    const next = condition[how]
    const within = condition.within ? " within" : ""
    return next ? [`${source} ${how}${within} ${sourceOf(next.did)}`, ...inWhere(next)] : []
  })
  return [`${source} in ${ofWindow(condition.window)}`, ...inWhere(condition), ...measures, ...chains]
}

const inWhere = ({ did, where }: ChainedStep): string[] =>
  Object.entries(where ?? {}).flatMap(([key, match]): string[] => {
    const source = sourceOf(did)
    const what = source === "event" && !WHERE_KEYS.event.includes(key) ? "property" : key
    const operators = typeof match === "object" ? Object.keys(match) : ["is"]
    return operators.map((op) => `${source} where ${what} ${op}`)
  })

const pairs = (a: readonly string[], b: readonly string[]) =>
  a.flatMap((one) => b.map((two) => `${one} ${two}`))

/** All that can be asked of a store with these fields: what the language has, written down once more. */
export function askable(fields: FieldDefinition[]): string[] {
  const sources = [...SHOP_FACTS, "event"] as const
  const counted = sources.flatMap((source) =>
    // Of a refund no quantity is known.
    MEASURES.filter((measure) => source !== "refund" || measure !== "quantity").map((m) => `${source} ${m}`),
  )
  return [
    ...fields.flatMap((field) => pairs([field.id], Object.keys(operatorsOf(field.type)))),
    ...sources.flatMap((source) =>
      WHERE_KEYS[source].flatMap((key) =>
        pairs([`${source} where ${key}`], isFlag(source, key) ? ["is"] : IDS),
      ),
    ),
    ...pairs(["event where property"], [...IDS, "contains", "starts_with", "ends_with", ...COMPARISONS]),
    ...pairs(counted, COMPARISONS),
    ...pairs(
      sources.map((source) => `${source} in`),
      ["ever", "last", "this", "previous", "from", "from-to", "to"],
    ),
    ...pairs(pairs(sources, ["then", "then within", "not_then", "not_then within"]), sources),
    ...OUTCOMES.flatMap((outcome) => [`plan ${outcome}`, `plan ${outcome} node`, `any plan ${outcome}`]),
    ...MESSAGE_OUTCOMES.map((outcome) => `plan ${outcome} channel`),
    ...pairs(["plan in"], ["ever", "last", "this", "previous", "from", "from-to", "to"]),
    ...["usable", "free", "used", "revoked", "expired", "by itself", "template", "soon"].map(
      (s) => `coupon ${s}`,
    ),
    ...["mkseg_static", "mkseg_empty", "mkseg_dynamic", "mkseg_outer"].map((id) => `in ${id}`),
  ]
}
