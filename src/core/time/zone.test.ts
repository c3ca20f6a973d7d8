import fc from "fast-check"
import {
  addDays,
  addMonths,
  dayOf,
  firstDayOf,
  instantAt,
  isDay,
  isZone,
  startOf,
  startOfDay,
  wallTime,
} from "./zone"

const at = (text: string) => new Date(text)
const wall = (text: string) => {
  const [year, month, day, hour, minute] = text.split(/[-T:]/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return { year, month, day, hour, minute, second: 0 }
}

describe("wall time in a zone", () => {
  it("a time skipped in spring moves forward by the gap (G9)", () => {
    expect(instantAt(wall("2026-03-29T02:30"), "Europe/Berlin")).toEqual(at("2026-03-29T01:30:00Z"))
    expect(wallTime(at("2026-03-29T01:30:00Z"), "Europe/Berlin")).toMatchObject({ hour: 3, minute: 30 })
    expect(instantAt(wall("2026-03-08T02:30"), "America/New_York")).toEqual(at("2026-03-08T07:30:00Z"))
  })

  it("a time that happens twice in autumn is its first (G9)", () => {
    expect(instantAt(wall("2026-10-25T02:30"), "Europe/Berlin")).toEqual(at("2026-10-25T00:30:00Z"))
    expect(instantAt(wall("2026-11-01T01:30"), "America/New_York")).toEqual(at("2026-11-01T05:30:00Z"))
  })

  it("days start where the zone says, also where midnight does not exist", () => {
    expect(startOfDay("2026-07-01", "Asia/Kathmandu")).toEqual(at("2026-06-30T18:15:00Z"))
    expect(startOfDay("2026-03-08", "America/Havana")).toEqual(at("2026-03-08T05:00:00Z"))
    expect(startOfDay("2018-11-04", "America/Sao_Paulo")).toEqual(at("2018-11-04T03:00:00Z"))
    expect(dayOf(at("2026-01-01T00:30:00Z"), "America/Los_Angeles")).toBe("2025-12-31")
  })

  it("weeks start on Monday, months and years on their first", () => {
    expect(firstDayOf("week", "2026-03-01")).toBe("2026-02-23")
    expect(firstDayOf("week", "2026-03-02", -1)).toBe("2026-02-23")
    expect(firstDayOf("quarter", "2026-06-30", 1)).toBe("2026-07-01")
    expect(startOf("month", at("2026-02-28T23:30:00Z"), "Europe/Berlin")).toEqual(at("2026-02-28T23:00:00Z"))
    expect(startOf("year", at("2026-02-28T23:30:00Z"), "UTC", -1)).toEqual(at("2025-01-01T00:00:00Z"))
  })

  it("a month added to the 31st ends on the last day", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28")
    expect(addMonths("2028-01-31", 1)).toBe("2028-02-29")
    expect(addMonths("2026-01-31", -2)).toBe("2025-11-30")
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01")
  })

  it("knows a real day and a real zone", () => {
    expect(["2028-02-29", "2026-02-29", "2026-13-01", "26-1-1"].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect([isZone("Asia/Shanghai"), isZone("Moon/Base")]).toEqual([true, false])
  })

  it("every instant comes back from its wall time, or its twin an offset change away", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Asia/Tehran",
      "Pacific/Apia",
    )
    fc.assert(
      fc.property(zones, fc.integer({ min: 1_100_000_000, max: 2_100_000_000 }), (zone, second) => {
        const instant = new Date(second * 1000)
        const back = instantAt(wallTime(instant, zone), zone)
        expect(wallTime(back, zone)).toEqual(wallTime(instant, zone))
        expect(back.getTime()).toBeLessThanOrEqual(instant.getTime())
      }),
    )
  })
})
