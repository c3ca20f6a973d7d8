import type { PlanSettings } from "../../src/core/canvas/plan-settings"
import type { Problem } from "../../src/core/problem"
import { unreadNumbers } from "../form/check-values"

type Written = Pick<PlanSettings, "budget" | "batch" | "entry" | "do_not_disturb" | "holdout_percent"> & {
  window_days: number
}

/** Numbers of a plan's settings that were typed and cannot be read. */
export const unreadSettings = ({ budget, batch, entry, do_not_disturb, ...plain }: Written): Problem[] =>
  unreadNumbers({
    "budget.amount": budget?.amount,
    "batch.size": batch?.size,
    "batch.every_minutes": batch?.every_minutes,
    "entry.limit.times": entry?.limit?.times,
    "entry.cool_down_hours": entry?.cool_down_hours,
    "do_not_disturb.hours": do_not_disturb?.hours,
    ...{ holdout_percent: plain.holdout_percent, window_days: plain.window_days },
  })
