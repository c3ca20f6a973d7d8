import type { ZodType } from "zod"
import type { Problem } from "../core/problem"
import type { CheckInput } from "./kind"
import type { Labels } from "./labels"
import type { Effect } from "./outcome"

/**
 * Something of value given to one customer. A benefit composes effects; it brings its node `benefit:<id>` by itself.
 */
export type BenefitDefinition<S = Record<string, unknown>> = {
  id: string
  icon: string
  label: Labels
  explanation?: Labels
  settings: ZodType<S>
  summary: (settings: S) => Labels
  check?: (input: CheckInput<S>) => Problem[]
  /** The effects of granting it once. */
  grant: (settings: S) => Effect[]
}

export type AnyBenefit = BenefitDefinition<never>
export const defineBenefit = <S>(benefit: BenefitDefinition<S>): AnyBenefit =>
  benefit as unknown as AnyBenefit
export const asGrantable = (benefit: AnyBenefit): BenefitDefinition<Record<string, unknown>> =>
  benefit as unknown as BenefitDefinition<Record<string, unknown>>
