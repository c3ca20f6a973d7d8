import {
  type Comparison,
  type Condition,
  holdsSchema,
  type Match,
  planSchema,
  windowSchema,
} from "../../src/core/rules/conditions"
import { MEASURES, measuresIn } from "../../src/core/rules/measures"
import { operatorsOf } from "../../src/core/rules/operators"
import type { DidCondition, Rule } from "../../src/core/rules/schema"
import { conditionsIn } from "../../src/core/rules/segments"
import { SHOP_FACTS, sourceOf, WHERE_KEYS } from "../../src/core/rules/sources"
import type { FieldDefinition } from "../../src/extension/field"
import { attributeField, consentTo, fields, moneyFields } from "../../src/fields"
import { ATTRIBUTES } from "../store/person"

const FIELDS: FieldDefinition[] = [
  ...fields,
  ...Object.values(moneyFields).map((make) => make("eur")),
  consentTo("email", { en: "E-mail" }),
  ...Object.entries(ATTRIBUTES).map(([key, { type }]) => attributeField({ key, type, label: {} })),
]

const COMPARISONS = Object.keys({
  ...{ eq: 1, ne: 1, gt: 1, gte: 1, lt: 1, lte: 1, between: 1 },
} satisfies Record<keyof Comparison, 1>)
const MATCHES = Object.keys({
  ...{ is: 1, is_not: 1, in: 1, not_in: 1, contains: 1, starts_with: 1, ends_with: 1 },
  ...{ eq: 1, ne: 1, gt: 1, gte: 1, lt: 1, lte: 1, between: 1 },
} satisfies Record<keyof Match, 1>)

/** A day of the calendar is compared in another way than a moment. */
const typeOf = ({ type, day }: FieldDefinition) => (type === "date" ? (day ? "day" : "moment") : type)
/** `since` stands in a canvas only: there is nothing to preview. */
const windowOf = (window: object) => `window of ${Object.keys(window).sort().join(" and ")}`
const windows = windowSchema.options
  .map(({ shape }) => windowOf(shape))
  .filter((kind) => !kind.includes("since"))

/** Everything that there is to say in a rule. */
export const everything = (): string[] => [
  ...FIELDS.flatMap((field) => Object.keys(operatorsOf(field.type)).map((op) => `${typeOf(field)} ${op}`)),
  ...FIELDS.map(({ family }) => `family ${family}`),
  // A column of the profile is read as any other; the other families each have a way of their own.
  ...FIELDS.filter(({ family }) => family !== "profile").map(({ id }) => `field ${id}`),
  ...[...SHOP_FACTS, "event" as const].flatMap((source) => [
    // A refund knows its amount, not its pieces.
    ...MEASURES.filter((measure) => source !== "refund" || measure !== "quantity").map(
      (measure) => `${source} by ${measure}`,
    ),
    ...(source === "purchase" ? WHERE_KEYS[source].map((key) => `where ${key}`) : []),
  ]),
  ...COMPARISONS.map((op) => `measure ${op}`),
  ...MATCHES.map((op) => `where … ${op}`),
  ...windows,
  "window of from",
  ...["then", "not_then", "then within", "not_then within"],
  ...planSchema.shape.outcome.options.map((outcome) => `plan ${outcome}`),
  ...["any plan", "plan by channel", "plan by node", "plan by window", "coupon by template", "coupon by end"],
  ...holdsSchema.shape.state.unwrap().options.map((state) => `coupon ${state}`),
  ...["segment mkseg_picked", "segment mkseg_german"],
  ...["all in any", "any in all", "any in not", "all in not"],
]

/** What of it no rule says. */
export function gapsIn(rules: Rule[]): string[] {
  const said = new Set(
    rules.flatMap((rule) => [
      ...nestingOf(rule),
      ...conditionsIn(rule).flatMap(({ condition }) => wordsOf(condition)),
    ]),
  )
  return [...new Set(everything())].filter((word) => !said.has(word))
}

function nestingOf(rule: Rule, around?: string): string[] {
  const word = "all" in rule ? "all" : "any" in rule ? "any" : "not" in rule ? "not" : null
  if (!word) return []
  const parts = "all" in rule ? rule.all : "any" in rule ? rule.any : "not" in rule ? [rule.not] : []
  return [...(around ? [`${word} in ${around}`] : []), ...parts.flatMap((part) => nestingOf(part, word))]
}

function wordsOf(condition: Condition): string[] {
  if ("in_segment" in condition) return [`segment ${condition.in_segment}`]
  if ("did" in condition) return wordsOfDid(condition)
  if ("fact" in condition) {
    const field = FIELDS.find(({ id }) => id === condition.fact)
    if (!field) return []
    return [`${typeOf(field)} ${condition.op}`, `family ${field.family}`, `field ${field.id}`]
  }
  if ("outcome" in condition)
    return [
      `plan ${condition.outcome}`,
      ...(condition.plan ? [] : ["any plan"]),
      ...(condition.channel ? ["plan by channel"] : []),
      ...(condition.node ? ["plan by node"] : []),
      ...(condition.window ? ["plan by window", windowOf(condition.window)] : []),
    ]
  return [
    `coupon ${condition.state ?? "usable"}`,
    ...(condition.template ? ["coupon by template"] : []),
    ...(condition.expires_within ? ["coupon by end"] : []),
  ]
}

function wordsOfDid(condition: DidCondition): string[] {
  const { did, where = {}, window, then, not_then, within } = condition
  const chain = then ? "then" : not_then ? "not_then" : null
  return [
    ...measuresIn(condition).flatMap((measure) => [
      `${sourceOf(did)} by ${measure}`,
      ...Object.keys(condition[measure]!).map((op) => `measure ${op}`),
    ]),
    ...Object.entries(where).flatMap(([key, match]) => [
      `where ${key}`,
      ...(typeof match === "object" ? Object.keys(match) : ["is"]).map((op) => `where … ${op}`),
    ]),
    ...(window ? [windowOf(window)] : []),
    ...(chain ? [within ? `${chain} within` : chain] : []),
  ]
}
