import fc from "fast-check"
import { dayOf, wallTime, weekday } from "../../core/time/zone"
import { asRunnable } from "../../extension/kind"
import { waitUntil } from "."
import { runWaitUntil } from "./run"
import { waitUntilSettings } from "./schema"
import { WEEKDAYS } from "./words"

const kind = asRunnable(waitUntil)
const STORE = "Europe/Berlin"
const look = (
  given: object,
  { arrived, now = arrived, zone }: { arrived: string; now?: string; zone?: string },
) =>
  runWaitUntil({
    settings: waitUntilSettings.parse(given),
    visit: { arrived_at: new Date(arrived) } as never,
    facts: zone === undefined ? {} : { zone },
    now: new Date(now),
    zone: STORE,
  })
/** Until when, looking again whenever the kind asks to. */
const untilOf = (given: object, arrived: string, zone?: string): string => {
  for (let now = arrived; ; ) {
    const answer = look(given, { arrived, now, zone })
    if (answer.do !== "wait") return now
    now = answer.until.toISOString()
  }
}

describe("waiting for a moment (C7)", () => {
  const monday = { until: "weekday", days: ["mon"], time: "09:00" }

  it("Ada arrives on Saturday and goes on at nine on Monday by the store's clock", () => {
    expect(untilOf(monday, "2026-03-07T15:00:00Z")).toBe("2026-03-09T08:00:00.000Z")
  })

  it("Ben in Tokyo goes on when it is nine there; of whom the zone is unknown or nonsense by the store's clock", () => {
    const own = { ...monday, zone: "customer" }
    expect(untilOf(own, "2026-03-07T15:00:00Z", "Asia/Tokyo")).toBe("2026-03-09T00:00:00.000Z")
    expect(untilOf(own, "2026-03-07T15:00:00Z")).toBe("2026-03-09T08:00:00.000Z")
    expect(untilOf(own, "2026-03-07T15:00:00Z", "Mars/Olympus")).toBe("2026-03-09T08:00:00.000Z")
  })

  it("Cleo who moved from New York to Tokyo meanwhile goes on by her new clock (F8)", () => {
    const own = { until: "date", at: "2026-06-01T09:00", zone: "customer" }
    const arrived = "2026-03-07T15:00:00Z"
    const first = look(own, { arrived, zone: "America/New_York" })
    expect(first).toEqual({ do: "wait", until: new Date("2026-05-31T11:00:00Z") })
    const second = look(own, { arrived, now: "2026-05-31T11:00:00Z", zone: "Asia/Tokyo" })
    expect(second).toEqual({ do: "wait", until: new Date("2026-06-01T00:00:00Z") })
  })

  it("who arrives at nine sharp, or comes round in a circle, waits for the next nine o'clock", () => {
    const daily = { until: "weekday", time: "09:00" }
    expect(untilOf(daily, "2026-03-03T08:00:00Z")).toBe("2026-03-04T08:00:00.000Z")
    expect(untilOf(daily, "2026-03-03T07:59:59Z")).toBe("2026-03-03T08:00:00.000Z")
  })

  it("a date that is over holds nobody up, also when the worker was down (G9)", () => {
    const date = { until: "date", at: "2026-03-01T10:00" }
    expect(look(date, { arrived: "2026-03-02T09:00:00Z" })).toEqual({ do: "go", port: "out" })
    const late = look(monday, { arrived: "2026-03-07T15:00:00Z", now: "2026-03-10T12:00:00Z" })
    expect(late).toEqual({ do: "go", port: "out" })
  })

  it("a time that the clocks skip in spring is the first minute after the gap, one that is there twice in autumn the first time (F6)", () => {
    expect(untilOf({ until: "date", at: "2026-03-29T02:30" }, "2026-03-01T00:00:00Z")).toBe(
      "2026-03-29T01:00:00.000Z",
    )
    expect(untilOf({ until: "date", at: "2026-10-25T02:30" }, "2026-03-01T00:00:00Z")).toBe(
      "2026-10-25T00:30:00.000Z",
    )
  })

  it("lets people through while the window is open, and opens it on the chosen days only", () => {
    const day = { until: "window", time: "09:00", to: "18:00", days: ["mon", "fri"] }
    expect(look(day, { arrived: "2026-03-02T08:00:00Z" })).toEqual({ do: "go", port: "out" })
    expect(untilOf(day, "2026-03-02T17:00:00Z")).toBe("2026-03-06T08:00:00.000Z")
    const night = { until: "window", time: "22:00", to: "06:00" }
    expect(look(night, { arrived: "2026-03-02T04:30:00Z" })).toEqual({ do: "go", port: "out" })
    expect(untilOf(night, "2026-03-02T05:00:00Z")).toBe("2026-03-02T21:00:00.000Z")
  })

  it("law: wherever and whenever, people go on by a wall that shows the time, on a chosen day, within eight days", () => {
    const zones = fc.constantFrom("Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Kiritimati")
    const days = fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { maxLength: 7 })
    const arrivals = fc.date({
      min: new Date("2026-01-01"),
      max: new Date("2027-01-01"),
      noInvalidDate: true,
    })
    fc.assert(
      // Four in the afternoon is skipped nowhere.
      fc.property(zones, days, arrivals, (zone, chosen, arrived) => {
        const settings = { until: "weekday", days: chosen, time: "16:00", zone: "customer" }
        const at = new Date(untilOf(settings, arrived.toISOString(), zone))
        expect(wallTime(at, zone)).toMatchObject({ hour: 16, minute: 0, second: 0 })
        if (chosen.length > 0) expect(chosen).toContain(WEEKDAYS[weekday(dayOf(at, zone)) - 1])
        expect(at > arrived && at.getTime() - arrived.getTime() < 8 * 86_400_000).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it("says what is missing", () => {
    const check = (given: object) =>
      kind.check!({ settings: waitUntilSettings.parse(given), path: "s", exists: () => true }).map(
        (p) => `${p.code} ${p.path}`,
      )
    expect(check({ until: "date" })).toEqual(["wait-until/no-date s.at"])
    expect(check({ until: "date", at: "2026-02-30T10:00" })).toEqual(["wait-until/no-such-day s.at"])
    expect(check({ until: "weekday" })).toEqual(["wait-until/no-time s.time"])
    expect(check({ until: "window", time: "09:00" })).toEqual(["wait-until/no-time s.to"])
    expect(check({ until: "window", time: "09:00", to: "09:00" })).toEqual(["wait-until/no-window s.to"])
    expect(check(monday)).toEqual([])
  })

  it("warns of a date that is over on every clock that counts: who comes there goes on at once", () => {
    const check = (given: object, now: string) =>
      kind.check!({
        settings: waitUntilSettings.parse(given),
        path: "s",
        exists: () => true,
        here: { now: new Date(now), zone: STORE },
      })
    const date = { until: "date", at: "2026-03-01T10:00" }
    expect(check(date, "2026-03-01T08:59:59Z")).toEqual([])
    expect(check(date, "2026-03-01T09:00:00Z")).toEqual([
      {
        code: "wait-until/over",
        path: "s.at",
        severity: "warning",
        message: "2026-03-01 10:00 is over: nobody waits here.",
        hint: "Choose a later time, or remove this card.",
        values: { at: "2026-03-01 10:00" },
      },
    ])
    // West of the store it is yet to come.
    expect(check({ ...date, zone: "customer" }, "2026-03-01T09:00:00Z")).toEqual([])
    expect(check({ ...date, zone: "customer" }, "2026-03-01T22:00:00Z")).toHaveLength(1)
    expect(check(monday, "2026-03-01T09:00:00Z")).toEqual([])
  })

  it("reads as a sentence in both languages", () => {
    const words = (given: object) => kind.summary(waitUntilSettings.parse(given))
    expect(words({ ...monday, zone: "customer" })).toEqual({
      en: "Waits until 09:00 on the next Monday (customer's time)",
      zhCN: "等到下一个周一 09:00（客户当地时间）",
    })
    expect(words({ until: "window", time: "09:00", to: "18:00", days: ["fri", "mon"] })).toEqual({
      en: "Goes on between 09:00 and 18:00 on Monday or Friday, else waits (store's time)",
      zhCN: "仅在周一或周五 09:00 至 18:00 之间继续，否则等待（店铺时间）",
    })
    expect(words({ until: "date", at: "2026-12-01T10:00" }).en).toBe(
      "Waits until 2026-12-01 10:00 (store's time)",
    )
  })
})
