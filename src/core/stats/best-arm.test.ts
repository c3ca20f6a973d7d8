import fc from "fast-check"
import { type ArmFigures, bestArm, METRICS, rateOf } from "./best-arm"

const arm = (id: string, heads: number, given: Partial<ArmFigures> = {}): ArmFigures => ({
  id,
  heads,
  opened: 0,
  clicked: 0,
  ordered: 0,
  revenue: 0,
  ...given,
})

describe("the winner of a split test (C7)", () => {
  it("is the variant with the highest share, not the highest number", () => {
    const arms = [arm("a", 200, { opened: 60 }), arm("b", 100, { opened: 40 })]
    expect(bestArm(arms, "open_rate", 100)).toEqual({ winner: "b", is_tie: false })
  })

  it("is nobody while a variant has too few people", () => {
    expect(bestArm([arm("a", 200), arm("b", 99)], "click_rate", 100)).toBeNull()
    expect(bestArm([arm("a", 5), arm("b", 0)], "click_rate", 0)).toBeNull()
  })

  it("is the first drawn of those that are exactly as good, and says so", () => {
    const arms = [arm("a", 300, { ordered: 99 }), arm("b", 100, { ordered: 33 }), arm("c", 100)]
    expect(bestArm(arms, "order_rate", 1)).toEqual({ winner: "a", is_tie: true })
  })

  it("is never beaten by another, whatever the figures", () => {
    const figures = fc.record({
      heads: fc.integer({ min: 1, max: 1_000_000 }),
      opened: fc.nat(),
      clicked: fc.nat(),
      ordered: fc.nat(),
      revenue: fc.integer({ min: -1_000_000, max: 1_000_000_000_000 }),
    })
    fc.assert(
      fc.property(
        fc.array(figures, { minLength: 2, maxLength: 10 }),
        fc.constantFrom(...METRICS),
        (list, metric) => {
          const arms = list.map((one, index) => ({ id: `v${index}`, ...one }))
          const { winner } = bestArm(arms, metric, 1)!
          const best = arms.find(({ id }) => id === winner)!
          for (const other of arms) {
            const rate = rateOf(other, metric)
            // Divided figures are rounded, by less than this.
            expect(rateOf(best, metric)).toBeGreaterThanOrEqual(rate - Math.abs(rate) * 1e-12)
          }
        },
      ),
    )
  })
})
