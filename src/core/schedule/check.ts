import type { OneTimeSchedule, RecurringSchedule, Schedule, TriggeredSchedule } from "../canvas/plan-settings"
import type { Problem } from "../problem"
import { isDay } from "../time/zone"
import { WEEKDAYS } from "./days"
import { anchored, type Firing, firingAt, firingsOf, GRACE_MS, nextFirings } from "./firings"
import { refuseSchedule } from "./problems"
import { spanOf } from "./span"
import { dayOfWall } from "./wall"

type Here = { now: Date; zone: string }
/** When a plan that is published now starts first (null: at once), or what keeps it from ever starting. */
export type Begin = { problems: Problem[]; first?: Firing | null }

const ROOM = "settings.schedule"

/** `problems` may be warnings beside a `first`; without a `first` there is an error among them, or something that happens starts it. */
export const beginOf = (schedule: Schedule, here: Here): Begin =>
  "at" in schedule
    ? beginOnce(schedule, here)
    : "every" in schedule
      ? beginOften(schedule, here)
      : { problems: checkSpan(schedule, here) }

/** What keeps a plan that something lets people into from ever doing so. */
function checkSpan(schedule: TriggeredSchedule, { now, zone }: Here): Problem[] {
  const unreal = unrealDays(schedule)
  if (unreal.length > 0) return unreal
  const path = `${ROOM}.to`
  const { from, to } = spanOf(schedule, zone)
  if (!to) return []
  const said = { from: readable(schedule.from ?? ""), to: readable(schedule.to ?? "") }
  if (from && to <= from) return [refuseSchedule("schedule/end-not-after-start", path, said)]
  return to <= now ? [refuseSchedule("schedule/end-past", path, said)] : []
}

function beginOnce(schedule: OneTimeSchedule, { now, zone }: Here): Begin {
  if (schedule.at === "now") return { problems: [], first: null }
  const path = `${ROOM}.at`
  const day = dayOfWall(schedule.at)
  if (!isDay(day)) return { problems: [refuseSchedule("schedule/no-such-day", path, { day })] }
  const first = firingAt(schedule.at, { whose: schedule.zone, zone })
  return first.at.getTime() + GRACE_MS > now.getTime()
    ? { problems: warnOfClocks(first, now, path), first }
    : { problems: [refuseSchedule("schedule/past", path, { at: readable(first.slot) })] }
}

function beginOften(schedule: RecurringSchedule, { now, zone }: Here): Begin {
  const problems = [...checkDays(schedule), ...checkWindow(schedule)]
  if (problems.length > 0) return { problems }
  const fixed = anchored(schedule, { now, zone })
  const [first] = nextFirings(fixed, { after: new Date(now.getTime() - GRACE_MS), zone, limit: 1 })
  if (first) return { problems: warnOfClocks(first, now, `${ROOM}.time`), first }
  const { from, to = from } = fixed
  const fitted = firingsOf(fixed, { zone }).next().done === false
  return fitted
    ? { problems: [refuseSchedule("schedule/over", `${ROOM}.to`, { to })] }
    : { problems: [refuseSchedule("schedule/never", `${ROOM}.on`, { from, to })] }
}

const readable = (slot: string): string => slot.replace("T", " ")

const warnOfClocks = ({ first, slot }: Firing, now: Date, path: string): Problem[] =>
  first < now ? [refuseSchedule("schedule/some-clocks-past", path, { at: readable(slot) })] : []

function checkDays({ every, on = [] }: RecurringSchedule): Problem[] {
  const path = `${ROOM}.on`
  if (every === "day") return on.length > 0 ? [refuseSchedule("schedule/days-without-use", path)] : []
  if (every === "week")
    return on.length > 0 && on.every((day) => WEEKDAYS.some((name) => name === day))
      ? []
      : [refuseSchedule("schedule/no-weekdays", path)]
  return on.length > 0 && on.every((day) => typeof day === "number")
    ? []
    : [refuseSchedule("schedule/no-month-days", path)]
}

/** Of a window's ends, days or minutes, those that the calendar has not. */
const unrealDays = ({ from, to }: { from?: string; to?: string }): Problem[] =>
  Object.entries({ from, to }).flatMap(([name, end]) => {
    const day = end && dayOfWall(end)
    return day === undefined || isDay(day)
      ? []
      : [refuseSchedule("schedule/no-such-day", `${ROOM}.${name}`, { day })]
  })

function checkWindow({ from, to }: RecurringSchedule): Problem[] {
  const unreal = unrealDays({ from, to })
  if (unreal.length > 0) return unreal
  return from && to && to < from
    ? [refuseSchedule("schedule/ends-before-start", `${ROOM}.to`, { from, to })]
    : []
}
