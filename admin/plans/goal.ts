import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import type { Problem } from "../../src/core/problem"
import type { Goal } from "../../src/core/report/targets"
import { checkValues } from "../form/check-values"

/** A goal while it is written: as a person says it, with percent for a share. Money in minor units. */
export type GoalDraft = { metric: Goal["metric"]; target: number | undefined; currency?: string }
type Aims = Pick<PlanSettings, "goal" | "targets">

export const METRICS = ["conversion_rate", "orders", "net_revenue"] as const

const PERCENT = { type: "number", exclusiveMinimum: 0, maximum: 100 }
const COUNT = { type: "integer", minimum: 1 }

/** The goal, and behind it what else the plan is measured by. */
export const goalDrafts = ({ goal, targets = [] }: Aims): GoalDraft[] =>
  [...(goal ? [goal] : []), ...targets].map((one) =>
    one.metric === "conversion_rate" ? { ...one, target: Number((one.target * 100).toFixed(4)) } : one,
  )

/** What keeps them from being goals, at `goals.<place>.target`. */
export const checkGoals = (goals: GoalDraft[]): Problem[] =>
  goals.flatMap((goal, place) =>
    checkValues(
      {
        properties: { target: goal.metric === "conversion_rate" ? PERCENT : COUNT },
        required: ["target"],
      },
      goal,
      `goals.${place}`,
    ),
  )

/** As they are stored; of such that `checkGoals` finds nothing wrong with. */
export function goalsOf(drafts: GoalDraft[]): Aims {
  const [goal, ...targets] = drafts.flatMap((draft) => stored(draft) ?? [])
  return { goal, targets: targets.length > 0 ? targets : undefined }
}

function stored({ metric, target, currency }: GoalDraft): Goal | undefined {
  if (target === undefined) return undefined
  if (metric === "conversion_rate") return { metric, target: Number((target / 100).toFixed(6)) }
  return metric === "orders" ? { metric, target } : { metric, target, currency }
}
