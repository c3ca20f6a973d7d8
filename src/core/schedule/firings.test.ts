import fc from "fast-check"
import type { RecurringSchedule } from "../canvas/plan-settings"
import {
  addDays,
  type Day,
  dayOf,
  daysBetween,
  daysInMonth,
  firstDayOf,
  partsOf,
  weekday,
} from "../time/zone"
import { WEEKDAYS } from "./days"
import { type Anchored, anchored, catchUp, firingsOf, nextFirings } from "./firings"
import { dueInZone } from "./wall"

const daily = (more: Partial<Anchored> = {}): Anchored => ({
  every: "day",
  interval: 1,
  time: "10:00",
  from: "2026-03-02",
  missing_day: "last",
  zone: "store",
  ...more,
})
const berlin = "Europe/Berlin"
const slots = (schedule: Anchored, limit: number, zone = "UTC") =>
  [...take(firingsOf(schedule, { zone }), limit)].map((firing) => firing.slot.slice(0, 10))
function* take<T>(from: Iterable<T>, limit: number): Generator<T> {
  for (const one of from) {
    if (limit-- <= 0) return
    yield one
  }
}

describe("a minute on the wall", () => {
  it("left out in spring is the first minute after the gap, doubled in autumn the first of the two (F6)", () => {
    expect(dueInZone("2026-03-29T02:30", berlin)).toEqual(new Date("2026-03-29T01:00:00Z"))
    expect(dueInZone("2026-10-25T02:30", berlin)).toEqual(new Date("2026-10-25T00:30:00Z"))
    expect(dueInZone("2026-03-28T02:30", berlin)).toEqual(new Date("2026-03-28T01:30:00Z"))
    // Half an hour is left out on Lord Howe; Greenland's gap ends with the day; Samoa left out a whole one.
    expect(dueInZone("2026-10-04T02:15", "Australia/Lord_Howe")).toEqual(new Date("2026-10-03T15:30:00Z"))
    expect(dueInZone("2025-03-29T23:30", "America/Nuuk")).toEqual(new Date("2025-03-30T01:00:00Z"))
    expect(dueInZone("2011-12-30T10:00", "Pacific/Apia")).toEqual(new Date("2011-12-30T10:00:00Z"))
  })
})

describe("the firings of a recurring plan (P4)", () => {
  it.each([
    ["day", undefined, ["9999-12-31"]],
    ["week", ["fri", "sat"] as const, ["9999-12-31"]],
    ["month", [31], ["9999-12-31"]],
    ["month", [30], []],
  ] as const)("end with the last day that has a name: every %s %s", (every, on, days) => {
    const schedule = daily({ every, on: on && [...on], from: "9999-12-31" })
    expect(slots(schedule, 3)).toEqual(days)
  })

  it("keep to the wall over a change of the clocks: exactly one a day (F6)", () => {
    const at = (time: string, from: Day) =>
      [...take(firingsOf(daily({ time, from }), { zone: berlin }), 3)].map((f) => f.at.toISOString())
    expect(at("10:00", "2026-03-28")).toEqual([
      "2026-03-28T09:00:00.000Z",
      "2026-03-29T08:00:00.000Z",
      "2026-03-30T08:00:00.000Z",
    ])
    expect(at("02:30", "2026-03-28")[1]).toBe("2026-03-29T01:00:00.000Z")
    expect(at("02:30", "2026-10-24")).toEqual([
      "2026-10-24T00:30:00.000Z",
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
    ])
  })

  it("leave out a day that the zone's calendar left out", () => {
    expect(slots(daily({ from: "2011-12-29" }), 3, "Pacific/Apia")).toEqual([
      "2011-12-29",
      "2011-12-31",
      "2012-01-01",
    ])
  })

  it("on the 31st fall on the last day of shorter months, or skip these, as the merchant says (F7)", () => {
    const monthly = (more: Partial<Anchored>) =>
      daily({ every: "month", on: [31], from: "2028-01-01", ...more })
    expect(slots(monthly({}), 4)).toEqual(["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"])
    expect(slots(monthly({ missing_day: "skip" }), 3)).toEqual(["2028-01-31", "2028-03-31", "2028-05-31"])
    expect(slots(monthly({ on: [30, 31, 15], from: "2027-02-01" }), 4)).toEqual([
      "2027-02-15",
      "2027-02-28",
      "2027-03-15",
      "2027-03-30",
    ])
    expect(slots(monthly({ on: [29], interval: 12, missing_day: "skip", from: "2027-02-02" }), 2)).toEqual([
      "2027-03-29",
      "2028-03-29",
    ])
  })

  it("every two weeks are counted from the first day that fits, and begin with it", () => {
    const fortnight = daily({ every: "week", interval: 2, on: ["mon", "thu"], from: "2026-03-04" })
    expect(slots(fortnight, 4)).toEqual(["2026-03-05", "2026-03-16", "2026-03-19", "2026-03-30"])
  })

  it("end with the last day, that day included", () => {
    expect(slots(daily({ interval: 3, to: "2026-03-08" }), 9)).toEqual([
      "2026-03-02",
      "2026-03-05",
      "2026-03-08",
    ])
    expect(slots(daily({ every: "month", on: [], to: "2026-03-08" }), 9)).toEqual([])
  })

  it("without a first day begin today, or tomorrow when today's time is over", () => {
    const { from: _, ...open } = daily()
    const fromAt = (now: string) => anchored(open, { now: new Date(now), zone: berlin }).from
    expect(fromAt("2026-03-02T09:00:59Z")).toBe("2026-03-02")
    expect(fromAt("2026-03-02T09:01:00Z")).toBe("2026-03-03")
  })

  it("on the customers' clocks open with the first zone of the world and close with the last (F8)", () => {
    const [firing] = nextFirings(daily({ zone: "customer" }), {
      after: new Date("2026-03-02T08:00:00Z"),
      zone: berlin,
      limit: 1,
    })
    expect(firing).toEqual({
      slot: "2026-03-02T10:00",
      at: new Date("2026-03-02T09:00:00Z"),
      first: new Date("2026-03-01T20:00:00Z"),
      last: new Date("2026-03-02T22:00:00Z"),
    })
  })

  it("after two days of silence run once: the latest of what was missed (F10)", () => {
    const woken = (now: string, to?: Day) => {
      const told = catchUp(daily({ to }), { slot: "2026-03-03T10:00", now: new Date(now), zone: "UTC" })
      return [told.due?.slot ?? null, told.missed, told.next?.slot ?? null]
    }
    expect(woken("2026-03-03T09:59:59Z")).toEqual([null, 0, "2026-03-03T10:00"])
    expect(woken("2026-03-03T10:00:00Z")).toEqual(["2026-03-03T10:00", 0, "2026-03-04T10:00"])
    expect(woken("2026-03-05T12:00:00Z")).toEqual(["2026-03-05T10:00", 2, "2026-03-06T10:00"])
    expect(woken("2026-03-05T12:00:00Z", "2026-03-04")).toEqual(["2026-03-04T10:00", 1, null])
  })
})

/** Said anew, day by day: the days on which the plan starts until its last. */
function daysByCounting({ every, interval, on = [], from, to, missing_day }: Anchored): Day[] {
  const fits = (day: Day): boolean => {
    const { year, month, day: date } = partsOf(day)
    const last = daysInMonth(year, month)
    if (every === "day") return true
    if (every === "week") return on.some((name) => name === WEEKDAYS[weekday(day) - 1])
    return on.some((n) => n === date || (missing_day === "last" && date === last && Number(n) > last))
  }
  const found: Day[] = []
  let period = Number.NaN
  for (let day = from; day <= to!; day = addDays(day, 1)) {
    if (Number.isNaN(period) ? fits(day) : firstDayOf(every, day) === day)
      period = Number.isNaN(period) ? 0 : period + 1
    if (period % interval === 0 && fits(day)) found.push(day)
  }
  return found
}

const ZONES =
  `Africa/Abidjan Africa/Cairo Africa/Casablanca Africa/Johannesburg America/Anchorage America/Asuncion
America/Bogota America/Caracas America/Chicago America/Halifax America/Havana America/Los_Angeles America/Mexico_City
America/New_York America/Nuuk America/Phoenix America/Santiago America/Sao_Paulo America/Scoresbysund America/St_Johns
Antarctica/Troll Asia/Amman Asia/Beirut Asia/Gaza Asia/Jerusalem Asia/Kathmandu Asia/Kolkata Asia/Pyongyang
Asia/Shanghai Asia/Tehran Asia/Tokyo Atlantic/Azores Australia/Adelaide Australia/Lord_Howe Europe/Berlin
Europe/Dublin Europe/Istanbul Europe/London Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Kiritimati
Pacific/Tongatapu UTC`.split(/\s+/)

const two = (n: number) => String(n).padStart(2, "0")
const anyDay = fc.integer({ min: 0, max: 365 * 32 }).map((days) => addDays("2005-01-01", days))
const dayOn = {
  day: fc.constant(undefined),
  week: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 7 }),
  month: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 5 }),
}
const anySchedule: fc.Arbitrary<Anchored> = fc.constantFrom("day", "week", "month").chain((every) =>
  fc.record({
    every: fc.constant(every as RecurringSchedule["every"]),
    interval: fc.integer({ min: 1, max: every === "day" ? 40 : 5 }),
    on: dayOn[every as keyof typeof dayOn] as fc.Arbitrary<RecurringSchedule["on"]>,
    time: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${two(h)}:${two(m)}`),
    from: anyDay,
    missing_day: fc.constantFrom("last" as const, "skip" as const),
    zone: fc.constantFrom("store" as const, "customer" as const),
  }),
)

describe("any recurring schedule in any zone", () => {
  it("fires on the days that counting day by day finds, each once, each later than the one before", () => {
    fc.assert(
      fc.property(anySchedule, fc.constantFrom(...ZONES), fc.nat(400), (open, zone, skipped) => {
        const begin = addDays(open.from, skipped)
        const schedule = { ...open, to: addDays(begin, 60) }
        const expected = daysByCounting(schedule)
          .filter((day) => day >= begin)
          .filter((day) => dayOf(dueInZone(`${day}T12:00`, zone), zone) === day)
        const found = [...firingsOf(schedule, { zone, after: `${addDays(begin, -1)}T23:59` })]
        expect(found.map((f) => f.slot)).toEqual(expected.map((day) => `${day}T${schedule.time}`))
        for (const [n, one] of found.entries()) {
          if (n > 0) expect(one.at.getTime()).toBeGreaterThan(found[n - 1]!.at.getTime())
          expect(one.first.getTime()).toBeLessThanOrEqual(one.at.getTime())
          expect(one.last.getTime()).toBeGreaterThanOrEqual(one.at.getTime())
          expect(daysBetween(one.slot.slice(0, 10), dayOf(one.at, zone))).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  it("comes to the same firings wherever one begins to look", () => {
    fc.assert(
      fc.property(anySchedule, fc.constantFrom(...ZONES), fc.nat(30), (schedule, zone, n) => {
        const all = [...take(firingsOf(schedule, { zone }), n + 3)]
        const from = all[n]!
        expect(nextFirings(schedule, { after: from.at, zone, limit: 2 })).toEqual(all.slice(n + 1))
        const late = catchUp(schedule, { slot: all[0]!.slot, now: from.first, zone })
        expect(late).toEqual({ due: from, missed: n, next: all[n + 1] })
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
