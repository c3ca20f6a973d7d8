import type { PlanSettings } from "../../../src/core/canvas/plan-settings"
import type { Problem } from "../../../src/core/problem"
import { WEEKDAYS } from "../../../src/core/schedule/days"
import type { PlanType } from "../../api/plans"
import { needed } from "../../form/check-values"

export { WEEKDAYS }
export type Schedule = PlanSettings["schedule"]
export type Every = "day" | "week" | "month"
export const EVERY: Every[] = ["day", "week", "month"]

/** When a plan starts, as its form holds it: what is not asked now is kept while one looks at the other ways. */
export type Start = {
  how: "now" | "at" | "again" | "event"
  /** A minute on the wall, "2026-12-01T10:00". */
  at: string
  every: Every
  interval: number | undefined
  weekdays: (typeof WEEKDAYS)[number][]
  dates: number[]
  time: string
  /** First and last day; empty: none. */
  from: string
  to: string
  /** Of a plan that something that happens starts, the minutes between which it does; empty: no such end. */
  opens: string
  closes: string
  missing_day: "last" | "skip"
  zone: "store" | "customer"
}

export const atOnce: Start = {
  how: "now",
  at: "",
  every: "week",
  interval: 1,
  weekdays: [],
  dates: [],
  time: "10:00",
  from: "",
  to: "",
  opens: "",
  closes: "",
  missing_day: "last",
  zone: "store",
}

export function startOf(schedule: Schedule, type?: PlanType): Start {
  if (!("at" in schedule || "every" in schedule))
    return { ...atOnce, how: "event", opens: schedule.from ?? "", closes: schedule.to ?? "" }
  if (type === "triggered") return { ...atOnce, how: "event" }
  const { zone } = schedule
  if ("at" in schedule)
    return schedule.at === "now" ? { ...atOnce, zone } : { ...atOnce, how: "at", at: schedule.at, zone }
  const { every, interval, on = [], time, from = "", to = "", missing_day } = schedule
  return {
    ...atOnce,
    how: "again",
    every,
    interval,
    weekdays: on.filter((day) => typeof day !== "number"),
    dates: on.filter((day) => typeof day === "number"),
    time,
    from,
    to,
    missing_day,
    zone,
  }
}

export const typeOf = ({ how }: Pick<Start, "how">): PlanType =>
  how === "event" ? "triggered" : how === "again" ? "recurring" : "one_time"

export function scheduleOf(start: Start): Schedule {
  const { how, at, every, interval = 1, weekdays, dates, time, from, to, missing_day, zone } = start
  // What happens starts it, not the clock; but for the time between which it does.
  if (how === "event" && start.opens)
    return { from: start.opens, ...(start.closes ? { to: start.closes } : {}) }
  if (how === "event" && start.closes) return { to: start.closes }
  if (how === "now" || how === "event") return { at: "now", zone: "store" }
  if (how === "at") return { at, zone }
  return {
    every,
    interval,
    ...(every === "week" ? { on: WEEKDAYS.filter((day) => weekdays.includes(day)) } : {}),
    ...(every === "month" ? { on: [...dates].sort((a, b) => a - b) } : {}),
    time,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    missing_day,
    zone,
  }
}

/** A few months are shorter than that. */
export const hasMissingDays = ({ every, dates }: Start): boolean =>
  every === "month" && dates.some((date) => date > 28)

/** What is left empty; paths name the field. Everything else is for the server to judge. */
export function checkStart({ how, at, interval, time, every, weekdays, dates }: Start): Problem[] {
  if (how === "now" || how === "event") return []
  if (how === "at") return at ? [] : [needed("at")]
  const days = every === "week" ? weekdays : dates
  return [
    ...(interval === undefined ? [needed("interval")] : []),
    ...(every !== "day" && days.length === 0 ? [needed("on")] : []),
    ...(time ? [] : [needed("time")]),
  ]
}
