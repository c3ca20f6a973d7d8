import { StatusBadge } from "@medusajs/ui"
import type { PlanRow, PlanState } from "../api/plans"
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

/** Where a plan stands, and beside it whether its draft waits for approval. */
export function PlanBadge({ plan }: { plan: Pick<PlanRow, "state"> & Partial<Pick<PlanRow, "in_review">> }) {
  const { t } = useText()
  const states: PlanState[] =
    plan.in_review && plan.state !== "in_review" ? [plan.state, "in_review"] : [plan.state]
  return (
    <span className="flex flex-wrap gap-1">
      {states.map((state) => (
        <StatusBadge key={state} color={COLOR[state] ?? "grey"}>
          {t(`plans.states.${state}`)}
        </StatusBadge>
      ))}
    </span>
  )
}
