import { daysFrom } from "./days"

const on = (day: string, entered: number) => ({ day, entered, held_out: 0 })

describe("the days of a replay (P15)", () => {
  it("are all there, also those on which nobody came in", () => {
    expect(daysFrom([])).toEqual([])
    expect(daysFrom([on("2026-02-27", 3), on("2026-03-02", 1)])).toEqual([
      on("2026-02-27", 3),
      on("2026-02-28", 0),
      on("2026-03-01", 0),
      on("2026-03-02", 1),
    ])
  })
})
