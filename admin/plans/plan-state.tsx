import { StatusBadge } from "@medusajs/ui"
import type { PlanState } from "../api/plans"
import { useText } from "../i18n/use-text"

const COLOR = {
  draft: "grey",
  in_review: "orange",
  scheduled: "blue",
  running: "green",
  paused: "orange",
  ended: "purple",
  cancelled: "red",
  archived: "grey",
} as const satisfies Record<PlanState, string>

export function PlanBadge({ state }: { state: PlanState }) {
  const { t } = useText()
  return <StatusBadge color={COLOR[state] ?? "grey"}>{t(`plans.states.${state}`)}</StatusBadge>
}
