import type { ZodType } from "zod"
import type { Labels } from "./labels"

/** Something that starts a triggered plan for one person. Matched against recorded events. */
export type TriggerDefinition<S = Record<string, unknown>> = {
  id: string
  icon: string
  label: Labels
  settings: ZodType<S>
  summary: (settings: S) => Labels
  /** Names of the events to look at. */
  events: (settings: S) => string[]
  /** Does this event start the plan; the entry key is made from the event. */
  matches: (settings: S, event: { name: string; props: Record<string, unknown>; trusted: boolean }) => boolean
}

export type AnyTrigger = TriggerDefinition<never>
export const defineTrigger = <S>(trigger: TriggerDefinition<S>): AnyTrigger =>
  trigger as unknown as AnyTrigger
