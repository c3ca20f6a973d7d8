import { type Problem, problemsOf } from "../../core/problem"
import { firingAt } from "../../core/schedule/firings"
import { isDay } from "../../core/time/zone"
import { type CheckInput, defineKind } from "../../extension/kind"
import { factsOfWaitUntil, runWaitUntil } from "./run"
import { type WaitUntilSettings, waitUntilSettings } from "./schema"
import { inWords } from "./words"

const refuse = problemsOf({
  "wait-until/no-date": { message: "It is not said until when.", hint: "Give a date and time." },
  "wait-until/no-such-day": { message: "There is no day {day}.", hint: "Choose a day of the calendar." },
  "wait-until/over": {
    message: "{at} is over: nobody waits here.",
    hint: "Choose a later time, or remove this card.",
    severity: "warning",
  },
  "wait-until/no-time": { message: "A time of the day is missing.", hint: "Give it, such as 09:00." },
  "wait-until/no-window": {
    message: "The window opens and closes at the same time.",
    hint: "Let it close later.",
  },
})

/** The shortest day there is, when the clocks go forward: each visit ends at another occurrence of the time. */
const SHORTEST_DAY_MS = 23 * 60 * 60_000

/** Keeps people until a moment of the calendar or the clock. */
export const waitUntil = defineKind({
  id: "wait-until",
  group: "flow",
  icon: "calendar",
  label: { en: "Wait until", zhCN: "等到" },
  explanation: {
    en: "Keeps each person until a date, the next chosen day of the week, or a time of the day, by the store's clock or the customer's own (the store's where it is not known).",
    zhCN: "让客户停留到某个日期、下一个所选星期几或一天中的某个时段，可按店铺时间或客户当地时间（未知时用店铺时间）。",
  },
  settings: waitUntilSettings,
  summary: inWords,
  ports: () => [{ id: "out", label: { en: "Then", zhCN: "然后" } }],
  pause: ({ until }) => (until === "weekday" ? SHORTEST_DAY_MS : 0),
  check: ({ settings, path, here }) => checkMoment(settings, path, here),
  facts: factsOfWaitUntil,
  run: runWaitUntil,
})

function checkMoment(
  { until, at, time, to, zone }: WaitUntilSettings,
  path: string,
  here: CheckInput<WaitUntilSettings>["here"],
): Problem[] {
  if (until === "date") {
    if (!at) return [refuse("wait-until/no-date", `${path}.at`)]
    const day = at.slice(0, 10)
    if (!isDay(day)) return [refuse("wait-until/no-such-day", `${path}.at`, { day })]
    const isOver = here && firingAt(at, { whose: zone, zone: here.zone }).last <= here.now
    return isOver ? [refuse("wait-until/over", `${path}.at`, { at: at.replace("T", " ") })] : []
  }
  if (!time) return [refuse("wait-until/no-time", `${path}.time`)]
  if (until === "weekday") return []
  if (!to) return [refuse("wait-until/no-time", `${path}.to`)]
  return to === time ? [refuse("wait-until/no-window", `${path}.to`)] : []
}
