import type { Problem } from "../../src/core/problem"
import type { Goal } from "../../src/core/report/targets"
import { checkValues } from "../form/check-values"

/** A goal while it is written: as a person says it, with percent for a share. Money in minor units. */
export type GoalDraft = { metric: Goal["metric"]; target: number | undefined; currency?: string }

export const METRICS = ["conversion_rate", "orders", "net_revenue"] as const

const PERCENT = { type: "number", exclusiveMinimum: 0, maximum: 100 }
const COUNT = { type: "integer", minimum: 1 }

export const goalDraft = (goal: Goal | undefined): GoalDraft | undefined =>
  goal?.metric === "conversion_rate" ? { ...goal, target: Number((goal.target * 100).toFixed(4)) } : goal

/** What keeps a goal from being one, at `goal.target`. */
export const checkGoal = (goal: GoalDraft | undefined): Problem[] =>
  goal
    ? checkValues(
        {
          properties: { target: goal.metric === "conversion_rate" ? PERCENT : COUNT },
          required: ["target"],
        },
        goal,
        "goal",
      )
    : []

/** As it is stored; of one that `checkGoal` finds nothing wrong with. */
export function goalOf(draft: GoalDraft | undefined): Goal | undefined {
  if (draft?.target === undefined) return undefined
  const { metric, target, currency } = draft
  if (metric === "conversion_rate") return { metric, target: Number((target / 100).toFixed(6)) }
  return metric === "orders" ? { metric, target } : { metric, target, currency }
}
