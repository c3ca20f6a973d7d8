import { planSettingsSchema } from "../../../src/core/canvas/plan-settings"
import { atOnce, checkStart, type Start, scheduleOf, startOf, typeOf } from "./start"

const monthly: Start = {
  ...atOnce,
  how: "again",
  every: "month",
  interval: 2,
  dates: [31, 1],
  weekdays: ["mon"],
  to: "2026-12-31",
  zone: "customer",
}

describe("when a plan starts, as its form holds it (P3, P4)", () => {
  it("becomes a schedule that the server takes, and comes back as it was", () => {
    const at: Start = { ...atOnce, how: "at", at: "2026-12-01T10:00" }
    for (const start of [atOnce, at, { ...monthly, dates: [1, 31], weekdays: [] }]) {
      const { schedule } = planSettingsSchema.parse({ schedule: scheduleOf(start) })
      expect(startOf(schedule)).toEqual(start)
    }
    expect([atOnce, at, monthly].map(typeOf)).toEqual(["one_time", "one_time", "recurring"])
    for (const start of [
      { ...atOnce, how: "event" as const },
      { ...atOnce, how: "event" as const, opens: "2026-12-01T10:00", closes: "2026-12-24T18:00" },
      { ...atOnce, how: "event" as const, closes: "2026-12-24T18:00" },
    ])
      expect(
        startOf(planSettingsSchema.parse({ schedule: scheduleOf(start) }).schedule, "triggered"),
      ).toEqual(start)
  })

  it("sends only what was asked: days of the month sorted, no weekdays beside them", () => {
    expect(scheduleOf(monthly)).toEqual({
      every: "month",
      interval: 2,
      on: [1, 31],
      time: "10:00",
      to: "2026-12-31",
      missing_day: "last",
      zone: "customer",
    })
    expect(scheduleOf({ ...monthly, every: "day" })).not.toHaveProperty("on")
  })

  it("says which field is left empty", () => {
    const paths = (start: Start) => checkStart(start).map((problem) => problem.path)
    expect(paths({ ...atOnce, how: "at" })).toEqual(["at"])
    expect(paths({ ...monthly, interval: undefined, dates: [], time: "" })).toEqual([
      "interval",
      "on",
      "time",
    ])
    expect(paths({ ...monthly, every: "week", weekdays: [] })).toEqual(["on"])
    expect(paths({ ...monthly, every: "day", dates: [] })).toEqual([])
  })
})
