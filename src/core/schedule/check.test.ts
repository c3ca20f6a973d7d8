import { planSettingsSchema } from "../canvas/plan-settings"
import { beginOf } from "./check"
import { spanOf } from "./span"

const here = { now: new Date("2026-03-02T09:00:30Z"), zone: "Europe/Berlin" }
const begin = (schedule: object, now = here.now) =>
  beginOf(planSettingsSchema.parse({ schedule }).schedule, { ...here, now })
const codes = (schedule: object) => begin(schedule).problems.map((p) => `${p.code} ${p.path}`)
const weekly = { every: "week", on: ["mon"], time: "10:00" }

describe("when a one-time plan starts (P3)", () => {
  it("starts at once, or when the store's clock shows the time, in winter and in summer", () => {
    const at = (wall: string) => begin({ at: wall }).first?.at
    expect(begin({ at: "now" })).toEqual({ problems: [], first: null })
    expect(at("2026-03-28T10:00")).toEqual(new Date("2026-03-28T09:00:00Z"))
    expect(at("2026-03-29T10:00")).toEqual(new Date("2026-03-29T08:00:00Z"))
  })

  it("refuses a time that is over, but not the minute that runs, and a day that the calendar has not", () => {
    expect(begin({ at: "2026-03-02T10:00" }).first?.at).toEqual(new Date("2026-03-02T09:00:00Z"))
    expect(begin({ at: "2026-03-02T09:59" }).problems).toMatchObject([
      { code: "schedule/past", path: "settings.schedule.at", message: "The time 2026-03-02 09:59 is over." },
    ])
    expect(codes({ at: "2027-02-29T10:00" })).toEqual(["schedule/no-such-day settings.schedule.at"])
  })

  it("on the customers' clocks starts with the first of them, and says so when that is over (F8)", () => {
    const later = begin({ at: "2026-03-05T10:00", zone: "customer" })
    expect(later).toMatchObject({ problems: [], first: { first: new Date("2026-03-04T20:00:00Z") } })
    const today = begin({ at: "2026-03-02T18:00", zone: "customer" })
    expect(today).toMatchObject({
      first: { at: new Date("2026-03-02T17:00:00Z") },
      problems: [{ code: "schedule/some-clocks-past", severity: "warning" }],
    })
  })
})

describe("between which moments something lets people in (P5, P12)", () => {
  const span = (schedule: object) => spanOf(planSettingsSchema.parse({ schedule }).schedule, here.zone)

  it("is what the store's wall shows, in winter and in summer; a minute that does not exist is the first after the gap, one that comes twice the first (F6)", () => {
    expect(span({ from: "2026-03-28T10:00", to: "2026-03-29T10:00" })).toEqual({
      from: new Date("2026-03-28T09:00:00Z"),
      to: new Date("2026-03-29T08:00:00Z"),
    })
    expect(span({ from: "2026-03-29T02:30", to: "2026-10-25T02:30" })).toEqual({
      from: new Date("2026-03-29T01:00:00Z"),
      to: new Date("2026-10-25T00:30:00Z"),
    })
    expect(span({ at: "now" })).toEqual({ from: null, to: null })
  })

  it("refuses an end that is over or not after the start, and days that the calendar has not", () => {
    expect(codes({ to: "2026-03-02T10:00" })).toEqual(["schedule/end-past settings.schedule.to"])
    expect(codes({ to: "2026-03-02T10:01" })).toEqual([])
    // Both are the first minute after the gap.
    expect(codes({ from: "2026-03-29T02:10", to: "2026-03-29T02:50" })).toEqual([
      "schedule/end-not-after-start settings.schedule.to",
    ])
    expect(codes({ from: "2026-02-30T10:00" })).toEqual(["schedule/no-such-day settings.schedule.from"])
    expect(begin({ from: "2020-01-01T10:00" })).toEqual({ problems: [] })
  })
})

describe("when a recurring plan starts first (P4)", () => {
  it("starts with the first firing that is ahead, also when it began long ago", () => {
    expect(begin({ ...weekly, from: "2020-01-01" }).first?.slot).toBe("2026-03-02T10:00")
    expect(begin(weekly, new Date("2026-03-02T09:01:00Z")).first?.slot).toBe("2026-03-09T10:00")
  })

  it("refuses days that say nothing", () => {
    expect(codes({ ...weekly, on: [] })).toEqual(["schedule/no-weekdays settings.schedule.on"])
    expect(codes({ ...weekly, on: ["mon", 3] })).toEqual(["schedule/no-weekdays settings.schedule.on"])
    expect(codes({ every: "month", time: "10:00" })).toEqual(["schedule/no-month-days settings.schedule.on"])
    expect(codes({ every: "month", on: ["mon"], time: "10:00" })).toEqual([
      "schedule/no-month-days settings.schedule.on",
    ])
    expect(codes({ every: "day", on: ["mon"], time: "10:00" })).toEqual([
      "schedule/days-without-use settings.schedule.on",
    ])
  })

  it("refuses a window that is no window, is over, or holds no day that fits", () => {
    expect(codes({ ...weekly, from: "2026-02-30" })).toEqual(["schedule/no-such-day settings.schedule.from"])
    expect(codes({ ...weekly, from: "2026-04-02", to: "2026-04-01" })).toEqual([
      "schedule/ends-before-start settings.schedule.to",
    ])
    expect(codes({ ...weekly, from: "2026-02-01", to: "2026-03-01" })).toEqual([
      "schedule/over settings.schedule.to",
    ])
    expect(codes({ ...weekly, from: "2026-03-03", to: "2026-03-08" })).toEqual([
      "schedule/never settings.schedule.on",
    ])
    const last = { every: "month", on: [31], time: "10:00", from: "2026-04-01", to: "2026-04-30" }
    expect(codes({ ...last, missing_day: "skip" })).toEqual(["schedule/never settings.schedule.on"])
    expect(begin(last).first?.slot).toBe("2026-04-30T10:00")
  })

  it("warns when a store that is behind others begins today on the customers' clocks (F8)", () => {
    expect(begin({ ...weekly, zone: "customer" })).toMatchObject({
      problems: [{ code: "schedule/some-clocks-past", path: "settings.schedule.time" }],
      first: { slot: "2026-03-02T10:00" },
    })
  })
})
