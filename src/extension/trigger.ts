import type { z } from "zod"
import type { Problem } from "../core/problem"
import type { CheckInput } from "./kind"
import type { Labels } from "./labels"
import type { Starts } from "./starts"

/** Something that starts a plan of the type `triggered` for one person. It brings a node of its own: "trigger:<id>". */
export type TriggerDefinition<S = Record<string, unknown>> = Starts<S> & {
  /** kebab-case, unique; guests prefix it with their package. */
  id: string
  icon: string
  label: Labels
  explanation?: Labels
  settings: z.ZodType<S>
  summary: (settings: S) => Labels
  check?: (input: CheckInput<S>) => Problem[]
}

export type AnyTrigger = TriggerDefinition<never>

/** Keeps the settings' type between schema and functions, and hides it from the registry. */
export const defineTrigger = <S>(trigger: TriggerDefinition<S>): AnyTrigger =>
  trigger as unknown as AnyTrigger
export const asStarting = (trigger: AnyTrigger): TriggerDefinition<Record<string, unknown>> =>
  trigger as unknown as TriggerDefinition<Record<string, unknown>>
