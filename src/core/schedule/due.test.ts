import { dueAt, dueInZone } from "./due"

const now = new Date("2026-03-02T09:00:30Z")
const berlin = { now, zone: "Europe/Berlin" }

describe("when a one-time plan starts (P3)", () => {
  it("starts at once", () => {
    expect(dueAt({ at: "now", zone: "store" }, berlin)).toEqual({ at: now, problems: [] })
  })

  it("starts when the store's clock shows the time, in winter and in summer", () => {
    const at = (wall: string) => dueAt({ at: wall, zone: "store" }, berlin).at
    expect(at("2026-03-28T10:00")).toEqual(new Date("2026-03-28T09:00:00Z"))
    expect(at("2026-03-29T10:00")).toEqual(new Date("2026-03-29T08:00:00Z"))
  })

  it("takes the next valid minute of a skipped hour and the first of a doubled one (F6)", () => {
    expect(dueInZone("2026-03-29T02:30", "Europe/Berlin")).toEqual(new Date("2026-03-29T01:30:00Z"))
    expect(dueInZone("2026-10-25T02:30", "Europe/Berlin")).toEqual(new Date("2026-10-25T00:30:00Z"))
  })

  it("on the customers' clocks starts when the first of them is due", () => {
    expect(dueAt({ at: "2026-03-05T10:00", zone: "customer" }, berlin).at).toEqual(
      new Date("2026-03-04T20:00:00Z"),
    )
  })

  it("refuses a time that is over, but not the minute that runs", () => {
    const wall = (at: string) => dueAt({ at, zone: "store" }, berlin)
    expect(wall("2026-03-02T10:00").at).toEqual(new Date("2026-03-02T09:00:00Z"))
    expect(wall("2026-03-02T09:59").problems).toMatchObject([
      { code: "schedule/past", path: "settings.schedule.at", message: "The time 2026-03-02 09:59 is over." },
    ])
  })

  it("refuses a day that the calendar has not", () => {
    expect(dueAt({ at: "2027-02-29T10:00", zone: "store" }, berlin).problems).toMatchObject([
      { code: "schedule/no-such-day" },
    ])
  })
})
