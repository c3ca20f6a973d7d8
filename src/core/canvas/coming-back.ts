import type { PlanSettings } from "./plan-settings"

type Typed = { type: "one_time" | "recurring" | "triggered"; settings: PlanSettings }

/**
 * Type and settings of a plan once an earlier state is put back. What was published stays of its type, and no other type's
 * schedule fits it; a published version says no type, which is the plan's own.
 */
export function comingBack(
  plan: Typed & { version: number | null },
  { type = plan.type, settings }: Pick<Typed, "settings"> & Partial<Typed>,
): Typed {
  return plan.version === null || type === plan.type
    ? { type, settings }
    : { type: plan.type, settings: { ...settings, schedule: plan.settings.schedule } }
}
