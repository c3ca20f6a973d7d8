import fc from "fast-check"
import { addDays } from "../time/zone"
import { dailySizes } from "./daily-size"

describe("a segment's size day by day", () => {
  it("goes on where nothing moved, and begins with the first who came (A13)", () => {
    const moved = [
      { day: "2026-02-27", entered: 5, left: 0 },
      { day: "2026-03-01", entered: 1, left: 3 },
    ]
    expect(dailySizes(moved, "2026-03-02", 30)).toEqual([
      { day: "2026-02-27", size: 5, entered: 5, left: 0 },
      { day: "2026-02-28", size: 5, entered: 0, left: 0 },
      { day: "2026-03-01", size: 3, entered: 1, left: 3 },
      { day: "2026-03-02", size: 3, entered: 0, left: 0 },
    ])
    expect(dailySizes([], "2026-03-02", 30)).toEqual([])
  })

  it("is the same however many days are shown (A13)", () => {
    const move = fc.record({ day: fc.nat(60), entered: fc.nat(9), left: fc.nat(9) })
    fc.assert(
      fc.property(
        fc.uniqueArray(move, { selector: (one) => one.day }),
        fc.integer({ min: 1, max: 70 }),
        (list, days) => {
          const moved = list.map((one) => ({ ...one, day: addDays("2026-01-01", one.day) }))
          const all = dailySizes(moved, "2026-03-10", 400)
          expect(dailySizes(moved, "2026-03-10", days)).toEqual(all.slice(-days))
        },
      ),
    )
  })
})
