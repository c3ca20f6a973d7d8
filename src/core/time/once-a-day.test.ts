import { onceADay } from "./once-a-day"
import { dayOf } from "./zone"

describe("what hangs on the day of a moment alone (P15)", () => {
  it("is asked for once a quarter of an hour, and never of another day", () => {
    for (const zone of ["Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC"]) {
      let asked = 0
      const day = onceADay((at) => {
        asked++
        return dayOf(at, zone)
      })
      const from = Date.parse("2026-04-04T00:00:00Z")
      const moments = Array.from({ length: 48 * 30 }, (_, n) => from + n * 120_000)
      expect(moments.map(day)).toEqual(moments.map((at) => dayOf(new Date(at), zone)))
      expect(asked).toBe(48 * 4)
    }
  })
})
