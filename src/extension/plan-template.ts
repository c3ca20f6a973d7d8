import type { PlanSettings } from "../core/canvas/plan-settings"
import type { Canvas } from "../core/canvas/schema"
import type { Labels } from "./labels"
import type { TemplateGroup, TemplateParameter, TemplateValues, ValuesOf } from "./segment-template"

/** What is written into a plan, in the language of whoever uses the template. */
export type Say = (text: Required<Labels>) => string

export type DrawnPlan = { canvas: Canvas; settings?: Partial<PlanSettings> }

/**
 * A ready plan with a few values to fill in: what it draws is an ordinary canvas, nothing that one could not draw oneself.
 * Nothing is published by it.
 *
 * @example
 * definePlanTemplate({
 *   id: "acme:thanks", group: { id: "acme", label: { en: "Acme" } },
 *   label: { en: "Thanks" }, explanation: { en: "A letter after an order." }, use: { en: "Always." },
 *   category: "care", type: "triggered",
 *   parameters: [{ id: "days", label: { en: "After" }, type: "days", default: 3, min: 1, max: 30 }],
 *   draw: ({ days }, say) => ({ canvas: … }),
 * })
 */
export type PlanTemplate<P extends readonly TemplateParameter[]> = {
  /** kebab-case, unique; guests prefix it with their package: "acme:thanks". */
  id: string
  /** The scenario it stands under; those with the same id stand together. */
  group: TemplateGroup
  /** Also the name that a plan made from it begins with. */
  label: Labels
  explanation: Labels
  /** When it pays, and what to expect of it. */
  use: Labels
  category: "marketing" | "care" | "notice" | "other"
  type: "one_time" | "recurring" | "triggered"
  parameters: P
  draw: (values: ValuesOf<P>, say: Say) => DrawnPlan
}

export type AnyPlanTemplate = Omit<PlanTemplate<readonly TemplateParameter[]>, "draw"> & {
  draw: (values: TemplateValues, say: Say) => DrawnPlan
}

/** Keeps the types of the values between parameters and drawing, and hides them from the registry. */
export const definePlanTemplate = <const P extends readonly TemplateParameter[]>(
  template: PlanTemplate<P>,
): AnyPlanTemplate => template as unknown as AnyPlanTemplate
