import type { Plan } from "../../api/plans"
import { useText } from "../../i18n/use-text"
import { type Schedule, WEEKDAYS } from "./start"

/** A Monday, so that the n-th weekday is n days later. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** Schedules and minutes on a wall in the reader's language. */
export function useScheduleText() {
  const { t, locale, language } = useText()
  const comma = language === "zhCN" ? "，" : ", "
  const shown = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)
  // What a wall shows is shown as it is: a zone would shift it.
  const onWall = { timeZone: "UTC" }
  const weekday = (day: (typeof WEEKDAYS)[number], form: "short" | "long" = "short") =>
    shown({ weekday: form, ...onWall }).format(MONDAY + WEEKDAYS.indexOf(day) * DAY_MS)
  const day = (text: string) => shown({ dateStyle: "medium", ...onWall }).format(new Date(`${text}T00:00Z`))
  const listed = (names: string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(names)

  const rhythm = (schedule: Extract<Schedule, { every: string }>): string => {
    const { every, interval, on = [], time } = schedule
    const days = on.map((one) => (typeof one === "number" ? String(one) : weekday(one)))
    return t(`schedule.lines.${every}`, { count: interval, time, days: listed(days) || "–" })
  }

  /** "from 2026-12-01 10:00, until 2026-12-24 18:00"; empty where neither is said. */
  const between = (schedule: Schedule): string => {
    if ("at" in schedule || "every" in schedule) return ""
    const { from, to } = schedule
    const shownAt = (at: string) => at.replace("T", " ")
    return [
      from ? t("schedule.lines.opens", { at: shownAt(from) }) : null,
      to ? t("schedule.lines.closes", { at: shownAt(to) }) : null,
    ]
      .filter(Boolean)
      .join(comma)
  }

  /** When a plan with this schedule starts, in one line. */
  const line = (schedule: Schedule): string => {
    if (!("at" in schedule || "every" in schedule))
      return [t("schedule.event"), between(schedule)].filter(Boolean).join(comma)
    if ("at" in schedule && schedule.at === "now") return t("schedule.now")
    const own = schedule.zone === "customer" ? t("schedule.lines.own") : null
    if ("at" in schedule)
      return [t("plans.startsAt", { at: schedule.at.replace("T", " ") }), own].filter(Boolean).join(comma)
    const { from, to } = schedule
    return [
      rhythm(schedule),
      from ? t("schedule.lines.from", { day: day(from) }) : null,
      to ? t("schedule.lines.to", { day: day(to) }) : null,
      own,
    ]
      .filter(Boolean)
      .join(comma)
  }

  return {
    weekday,
    /** "Mon, Dec 1, 2026, 10:00". */
    wall: (slot: string): string =>
      shown({
        weekday: "short",
        year: "numeric",
        month: "short",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        ...onWall,
      }).format(new Date(`${slot}Z`)),
    /** A moment by the clock of a zone. */
    momentIn: (zone: string, at: string): string =>
      shown({ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: zone }).format(
        new Date(at),
      ),
    between,
    line,
    /** The same of a plan: one that something starts may still hold the schedule of a new plan. */
    lineOf: ({ type, settings: { schedule } }: Pick<Plan, "type" | "settings">): string =>
      type === "triggered"
        ? [t("schedule.event"), between(schedule)].filter(Boolean).join(comma)
        : line(schedule),
  }
}
