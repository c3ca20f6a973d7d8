import fc from "fast-check"
import { shareDifference, wilson } from "./proportion"

describe("shares and their intervals", () => {
  // Newcombe (1998), table II, example (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339.
  it("agrees with Newcombe's published example", () => {
    const found = shareDifference({ heads: 70, hits: 56 }, { heads: 80, hits: 48 })
    expect(found.difference).toBeCloseTo(0.2, 10)
    expect(found.low).toBeCloseTo(0.0524, 4)
    expect(found.high).toBeCloseTo(0.3339, 4)
  })

  it("agrees with Wilson's interval for 81 of 263", () => {
    const found = wilson({ heads: 263, hits: 81 })
    expect(found.low).toBeCloseTo(0.2553, 4)
    expect(found.high).toBeCloseTo(0.3662, 4)
  })

  it("always holds the observed share and stays within 0 and 1", () => {
    const group = fc.nat(5000).chain((heads) => fc.nat(heads).map((hits) => ({ heads, hits })))
    fc.assert(
      fc.property(group, group, (a, b) => {
        const { low, high } = wilson(a)
        const share = a.heads ? a.hits / a.heads : 0
        expect(low).toBeLessThanOrEqual(share + 1e-12)
        expect(high).toBeGreaterThanOrEqual(share - 1e-12)
        const d = shareDifference(a, b)
        expect(d.low).toBeLessThanOrEqual(d.difference + 1e-12)
        expect(d.high).toBeGreaterThanOrEqual(d.difference - 1e-12)
      }),
    )
  })

  it("says nothing of a group of nobody", () => {
    expect(wilson({ heads: 0, hits: 0 })).toEqual({ low: 0, high: 1 })
  })
})
