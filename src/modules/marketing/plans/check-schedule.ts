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
  const asked = "at" in schedule ? "one_time" : "every" in schedule ? "recurring" : "triggered"
  if (asked === type) return beginOf(schedule, here).problems
  if (type === "triggered") {
    const isAtOnce = "at" in schedule && schedule.at === "now"
    return isAtOnce ? [] : [refusePlan("plan/schedule-not-triggered", "settings.schedule")]
  }
  const code = type === "one_time" ? "plan/schedule-not-one-time" : "plan/schedule-not-recurring"
  return [refusePlan(code, "settings.schedule")]
}

const MAY_BE_OVER = ["schedule/over", "schedule/end-past"]

/**
 * The same of a plan that has begun already: the only run of a one-time plan was, and that a recurring one has had its last
 * firing, or that nobody comes into a triggered one any more, keeps nobody from changing what its people meet.
 */
export const checkScheduleAgain: typeof checkSchedule = (type, schedule, here) =>
  type === "one_time" && "at" in schedule
    ? []
    : checkSchedule(type, schedule, here).map((problem) =>
        MAY_BE_OVER.includes(problem.code) ? { ...problem, severity: "warning" as const } : problem,
      )
