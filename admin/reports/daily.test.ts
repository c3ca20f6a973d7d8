import { daily } from "./daily"

describe("the trend of a period", () => {
  it("shows a day on which nothing was sold as nothing, and ends today", () => {
    const sold = { day: "2026-03-01", net: 500, orders: 1 }
    expect(daily([sold], "2026-03-02T10:00:00Z", 3)).toEqual([
      { day: "2026-02-28", net: 0, orders: 0 },
      sold,
      { day: "2026-03-02", net: 0, orders: 0 },
    ])
  })
})
