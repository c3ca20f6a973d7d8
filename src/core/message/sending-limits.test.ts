import fc from "fast-check"
import { dayOf, startOfDay, wallTime } from "../time/zone"
import { type Disturbance, hindranceOf, type Reached } from "./may-disturb"
import { quietUntil } from "./quiet-hours"
import { checkSendingLimits, SENDING_LIMITS, type SendingLimits, sendingLimitsSchema } from "./sending-limits"

const at = (text: string) => new Date(text)
const night = { from: "21:00", to: "08:00" }

describe("quiet hours (P10, F9)", () => {
  it("end in the morning of the customer's own clock", () => {
    expect(quietUntil(night, at("2026-03-02T22:30:00Z"), "UTC")).toEqual(at("2026-03-03T08:00:00Z"))
    expect(quietUntil(night, at("2026-03-02T07:59:59Z"), "UTC")).toEqual(at("2026-03-02T08:00:00Z"))
    expect(quietUntil(night, at("2026-03-02T08:00:00Z"), "UTC")).toBeNull()
    // 22:30 in London is 06:30 in Shanghai and half past five in the afternoon in New York.
    expect(quietUntil(night, at("2026-03-02T22:30:00Z"), "Asia/Shanghai")).toEqual(at("2026-03-03T00:00:00Z"))
    expect(quietUntil(night, at("2026-03-02T22:30:00Z"), "America/New_York")).toBeNull()
    expect(quietUntil({ from: "12:00", to: "14:00" }, at("2026-03-02T13:00:00Z"), "UTC")).toEqual(
      at("2026-03-02T14:00:00Z"),
    )
  })

  it("are over at the right minute on the days when clocks change", () => {
    // Berlin 2026: 29 March 02:00 -> 03:00, 25 October 03:00 -> 02:00.
    expect(quietUntil(night, at("2026-03-28T23:00:00Z"), "Europe/Berlin")).toEqual(at("2026-03-29T06:00:00Z"))
    expect(quietUntil(night, at("2026-10-24T22:00:00Z"), "Europe/Berlin")).toEqual(at("2026-10-25T07:00:00Z"))
    const early = { from: "01:00", to: "02:30" }
    expect(quietUntil(early, at("2026-03-29T00:30:00Z"), "Europe/Berlin")).toEqual(at("2026-03-29T01:30:00Z"))
    // The second 02:10 of that night: the first 02:30 is past.
    expect(quietUntil(early, at("2026-10-25T01:10:00Z"), "Europe/Berlin")).toEqual(at("2026-10-25T01:30:00Z"))
  })

  it("always end in the future and outside of the window, wherever and whenever one asks", () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]
    const text = ([hour, minute]: [number, number]) =>
      `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    fc.assert(
      fc.property(
        time,
        time,
        fc.date({ min: at("2026-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (from, to, now, zone) => {
          fc.pre(text(from) !== text(to))
          const until = quietUntil({ from: text(from), to: text(to) }, now, zone)
          if (!until) return
          expect(until.getTime()).toBeGreaterThan(now.getTime())
          expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(26 * 3_600_000)
          const { hour, minute } = wallTime(until, zone)
          // A minute that this day's clock skips is the first one after the gap.
          if (hour * 60 + minute !== to[0] * 60 + to[1])
            expect(dayOf(until, zone)).not.toBe(dayOf(new Date(until.getTime() - 86_400_000 * 2), zone))
          else expect(quietUntil({ from: text(from), to: text(to) }, until, zone)).toBeNull()
        },
      ),
    )
  })
})

const NOW = at("2026-03-05T12:00:00Z")
const got = (hours: number, more: Partial<Reached> = {}): Reached => ({
  channel: "email",
  plan_id: "other",
  category: "marketing",
  at: new Date(NOW.getTime() - hours * 3_600_000),
  ...more,
})
const message = (reached: Reached[], more: Partial<Disturbance> = {}): Disturbance => ({
  id: 7,
  plan_id: "mine",
  category: "marketing",
  channel: "email",
  placed_at: null,
  expires_at: new Date(NOW.getTime() + 7 * 86_400_000),
  zone: "UTC",
  do_not_disturb: null,
  reached,
  ...more,
})
const limits = (caps: Partial<SendingLimits["caps"]>, more: Partial<SendingLimits> = {}): SendingLimits => ({
  ...SENDING_LIMITS,
  caps: { ...SENDING_LIMITS.caps, ...caps },
  ...more,
})
const hindrance = (asked: Disturbance, by: SendingLimits = SENDING_LIMITS) => hindranceOf(asked, by, NOW)

describe("caps (P10, F28)", () => {
  it("let two a day go, and count by the day that the customer has", () => {
    expect(hindrance(message([got(1)]))).toBeNull()
    expect(hindrance(message([got(1), got(2)]))).toEqual({ reason: "capped", until: null })
    // 13 hours ago was yesterday in Greenwich; in New York, where it is seven in the morning, so was it 8 hours ago.
    expect(hindrance(message([got(13), got(13)]))).toBeNull()
    expect(hindrance(message([got(8), got(8)], { zone: "America/New_York" }))).toBeNull()
    expect(hindrance(message([got(8), got(8)]))).toMatchObject({ reason: "capped" })
  })

  it("count a week of seven days, a channel by itself, and leave exempt plans out", () => {
    const week = limits({ per_week: 3 })
    const days = [24, 48, 24 * 6]
    expect(hindrance(message(days.map((h) => got(h))), week)).toEqual({ reason: "capped_week", until: null })
    expect(hindrance(message([24, 48, 24 * 7].map((h) => got(h))), week)).toBeNull()
    const one = limits({ channels: { sms: { per_day: 1, per_week: null } } })
    expect(hindrance(message([got(1, { channel: "sms" })]), one)).toBeNull()
    expect(hindrance(message([got(1, { channel: "sms" })], { channel: "sms" }), one)).toMatchObject({
      reason: "capped",
    })
    const notices = [got(1, { category: "notice" }), got(2, { category: "notice" })]
    expect(hindrance(message(notices))).toBeNull()
    expect(hindrance(message([got(1), got(2)], { category: "notice" }))).toBeNull()
    expect(hindrance(message([got(1), got(2)], { category: "care" }))).not.toBeNull()
    expect(hindrance(message([got(1), got(2)]), limits({ per_day: null }))).toBeNull()
  })

  it("hold what is too much until the next day at the same time, by setting; not longer than it is worth sending", () => {
    const hold = limits({ when_full: "hold" })
    expect(hindrance(message([got(1), got(2)]), hold)?.until).toEqual(at("2026-03-06T12:00:00Z"))
    const soon = { expires_at: at("2026-03-06T11:00:00Z") }
    expect(hindrance(message([got(1), got(2)], soon), hold)).toEqual({ reason: "capped", until: null })
  })

  it("let a message go on that has its place of today already", () => {
    const placed = { placed_at: got(3).at }
    expect(hindrance(message([got(1), got(2)], placed))).toBeNull()
    expect(hindrance(message([got(1), got(2)], { placed_at: got(24).at }))).not.toBeNull()
  })

  it("never let more go in a day than they say, in whatever order plans ask", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ hour: fc.integer({ min: 0, max: 400 }), sms: fc.boolean() }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        (asked, per_day, per_week) => {
          const by = limits({ per_day, per_week, channels: { sms: { per_day: 1, per_week: 2 } } })
          const sent: Reached[] = []
          for (const { hour, sms } of asked.sort((a, b) => a.hour - b.hour)) {
            const now = new Date(NOW.getTime() + hour * 3_600_000)
            const channel = sms ? "sms" : "email"
            const of = (list: Reached[], since: number) =>
              list.filter(
                (one) =>
                  one.at >= startOfDay(dayOf(new Date(now.getTime() - since * 86_400_000), "UTC"), "UTC"),
              ).length
            const texts = sent.filter((one) => one.channel === "sms")
            const free =
              of(sent, 0) < per_day &&
              of(sent, 6) < per_week &&
              (!sms || (of(texts, 0) < 1 && of(texts, 6) < 2))
            const found = hindranceOf(message(sent, { channel }), by, now)
            expect(found === null).toBe(free)
            if (!found) sent.push({ channel, plan_id: "mine", category: "marketing", at: now })
          }
        },
      ),
    )
  })
})

describe("do not disturb (P9)", () => {
  const rule = { hours: 72, then: "skip" as const, except_plans: [], except_channels: [] }
  const asked = (reached: Reached[], more = {}) =>
    hindrance(message(reached, { do_not_disturb: { ...rule, ...more } }))

  it("leaves whoever another plan reached within the hours alone", () => {
    expect(asked([got(71)])).toEqual({ reason: "do_not_disturb", until: null })
    expect(asked([got(72)])).toBeNull()
    expect(asked([got(1, { plan_id: "mine" })])).toBeNull()
    expect(asked([got(1, { category: "notice" })])).toBeNull()
    expect(asked([got(1)], { except_plans: ["other"] })).toBeNull()
    expect(asked([got(1)], { except_channels: ["email"] })).toBeNull()
  })

  it("or waits until the hours after the latest of them are over", () => {
    expect(asked([got(71), got(10)], { then: "hold" })).toEqual({
      reason: "do_not_disturb",
      until: new Date(NOW.getTime() + 62 * 3_600_000),
    })
  })
})

it("quiet hours hold a message until they end, a little later each, or drop it; notices go through", () => {
  const by = limits({}, { quiet_hours: { from: "11:00", to: "13:00", then: "hold", exempt: ["notice"] } })
  const ends = Array.from({ length: 200 }, (_, id) => hindrance(message([], { id }), by)!.until!.getTime())
  const end = at("2026-03-05T13:00:00Z").getTime()
  expect(Math.min(...ends)).toBeGreaterThanOrEqual(end)
  expect(Math.max(...ends)).toBeLessThan(end + 10 * 60_000)
  expect(new Set(ends).size).toBe(200)
  expect(hindrance(message([], { id: 7 }), by)).toEqual(hindrance(message([], { id: 7 }), by))
  expect(hindrance(message([], { category: "notice" }), by)).toBeNull()
  const drop = limits({}, { quiet_hours: { from: "11:00", to: "13:00", then: "drop", exempt: [] } })
  expect(hindrance(message([]), drop)).toEqual({ reason: "quiet_hours", until: null })
})

it("limits that mean nothing are refused at their place", () => {
  expect(sendingLimitsSchema.parse(SENDING_LIMITS)).toEqual(SENDING_LIMITS)
  const odd = limits(
    { channels: { inbox: { per_day: 1, per_week: null } } },
    { quiet_hours: { from: "08:00", to: "08:00", then: "hold", exempt: [] } },
  )
  expect(checkSendingLimits(odd, new Set(["email"])).map((p) => [p.code, p.path])).toEqual([
    ["limits/unknown-channel", "caps.channels.inbox"],
    ["limits/quiet-all-day", "quiet_hours.to"],
  ])
})
