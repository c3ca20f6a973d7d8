import type { Rule } from "../core/rules/schema"
import type { Labels } from "./labels"

/** Minor units of one currency. */
export type Money = { amount: number; currency: string }

/** What can be pointed at, by id. */
export type TemplateThing = "product" | "category" | "sales_channel" | "coupon_template" | "segment"
export const TEMPLATE_THINGS: readonly TemplateThing[] = [
  "product",
  "category",
  "sales_channel",
  "coupon_template",
  "segment",
]

/** What a merchant fills in. Bounds are inclusive. */
export type TemplateParameter<Id extends string = string> = { id: Id; label: Labels } & (
  | NumberParameter
  | AmountParameter
  | ThingsParameter
  | FieldValuesParameter
  | TextParameter
)
/** A whole number; of days or hours a span of time, which has its unit by itself. */
type NumberParameter = {
  type: "count" | "days" | "hours"
  default: number
  min: number
  max: number
  unit?: Labels
}
/** Minor units, in a currency the merchant chooses. */
type AmountParameter = { type: "amount"; default: number; min: number; max: number }
/** So many of these must be chosen; a store's own template begins with some, those of packages know none. */
type ThingsParameter = { type: TemplateThing; min: number; max: number; default?: string[] }
/** Words, of so many letters. */
type TextParameter = { type: "text"; default: string; min: number; max: number }
/** So many values of a text or choice field, offered with how many customers have each: `field` is its id. */
type FieldValuesParameter = { type: "field_values"; field: string; min: number; max: number }

export type TemplateValue = number | string | Money | string[]
export type TemplateValues = Record<string, TemplateValue>

type ValueOf<P> = P extends { type: "amount" }
  ? Money
  : P extends { type: TemplateThing | "field_values" }
    ? string[]
    : P extends { type: "text" }
      ? string
      : number
export type ValuesOf<P extends readonly TemplateParameter[]> = {
  [One in P[number] as One["id"]]: ValueOf<One>
}

/**
 * A ready segment with a few values to fill in: what it answers is an ordinary rule, nothing that one could not build
 * oneself. Where this store lacks a field or an event that the rule asks for, the gallery says so by itself.
 *
 * @example
 * defineSegmentTemplate({
 *   id: "acme:rich", group: { id: "acme", label: { en: "Acme" } },
 *   label: { en: "Rich" }, explanation: { en: "Acme says they can afford it." },
 *   parameters: [{ id: "score", label: { en: "Score from" }, type: "count", default: 80, min: 0, max: 100 }],
 *   rule: ({ score }) => ({ fact: "acme.score", op: "gte", value: score }),
 * })
 */
export type SegmentTemplate<P extends readonly TemplateParameter[]> = {
  /** kebab-case, unique; guests prefix it with their package: "acme:rich". */
  id: string
  /** The scenario it stands under; those with the same id stand together. */
  group: TemplateGroup
  /** Also the name that a segment made from it begins with. */
  label: Labels
  explanation: Labels
  parameters: P
  rule: (values: ValuesOf<P>) => Rule
}
export type TemplateGroup = { id: string; label: Labels }

export type AnySegmentTemplate = Omit<SegmentTemplate<readonly TemplateParameter[]>, "rule"> & {
  rule: (values: TemplateValues) => Rule
}

/** Keeps the types of the values between parameters and rule, and hides them from the registry. */
export const defineSegmentTemplate = <const P extends readonly TemplateParameter[]>(
  template: SegmentTemplate<P>,
): AnySegmentTemplate => template as unknown as AnySegmentTemplate
