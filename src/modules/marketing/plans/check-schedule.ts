import type { Schedule } from "../../../core/canvas/plan-settings"
import type { Problem } from "../../../core/problem"
import { beginOf } from "../../../core/schedule/check"
import type { Plan } from "./plan"
import { refusePlan } from "./problems"

/** Whether a plan of this type can keep to the schedule, and whether it would ever start. */
export function checkSchedule(
  type: Plan["type"],
  schedule: Schedule,
  here: { now: Date; zone: string },
): Problem[] {
  if (type === "triggered") return []
  const recurs = !("at" in schedule)
  if (recurs === (type === "recurring")) return beginOf(schedule, here).problems
  const code = recurs ? "plan/schedule-not-one-time" : "plan/schedule-not-recurring"
  return [refusePlan(code, "settings.schedule")]
}

/**
 * The same of a plan that has begun already: the only run of a one-time plan was, and that a recurring one has had its last
 * firing keeps nobody from changing what its people meet.
 */
export const checkScheduleAgain: typeof checkSchedule = (type, schedule, here) =>
  type === "one_time" && "at" in schedule
    ? []
    : checkSchedule(type, schedule, here).map((problem) =>
        problem.code === "schedule/over" ? { ...problem, severity: "warning" as const } : problem,
      )
