/**
 * The public surface: what a store or another package needs to bring its own kinds, fields, channels, benefits,
 * triggers and segment templates. Everything else is reached through the module's service and the workflows.
 *
 * @example
 * // medusa-config.ts: { resolve: "medusa-marketing-canvas", options: { extensions: ["acme-marketing"] } }
 * export default defineMarketingExtension({ name: "acme", kinds: [score], channels: [fax] })
 */
export { Conflict, Missing, type Problem, problemsOf, Refused } from "./core/problem"
export { type AnyBenefit, type BenefitDefinition, defineBenefit } from "./extension/benefit"
export {
  type ChannelDefinition,
  type ChannelPorts,
  type Delivery,
  type DeliveryResult,
  defineChannel,
} from "./extension/channel"
export { defineField, type FieldDefinition, type FieldType, type FieldValue } from "./extension/field"
export {
  type AnyKind,
  type CheckInput,
  defineKind,
  type FactRequest,
  type KindDefinition,
  type KindGroup,
  type Port,
  type RunInput,
  type Visit,
} from "./extension/kind"
export type { Labels, Language } from "./extension/labels"
export type { Effect, EffectType, Go, Intent, Outcome } from "./extension/outcome"
export {
  type AnyPlanTemplate,
  type DrawnPlan,
  definePlanTemplate,
  type PlanTemplate,
} from "./extension/plan-template"
export { defineMarketingExtension, type MarketingExtension } from "./extension/registry"
export {
  type AnySegmentTemplate,
  defineSegmentTemplate,
  type Money,
  type SegmentTemplate,
  type TemplateParameter,
  type TemplateValues,
} from "./extension/segment-template"
export { type AnyTrigger, defineTrigger, type TriggerDefinition } from "./extension/trigger"
export type { MarketingOptions } from "./modules/marketing/options"
export type { MarketingService } from "./modules/marketing/service"
