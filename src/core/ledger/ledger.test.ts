import fc from "fast-check"
import { pointsDueBack, type SpentPoints } from "./points-due-back"
import { redeemable } from "./redeemable"

describe("redeeming points", () => {
  it("pays no more than the cart costs", () => {
    expect(redeemable({ wanted: 50_000, payable: 7_150, value: 1 })).toEqual({ points: 7_150, amount: 7_150 })
    expect(redeemable({ wanted: 500, payable: 7_150, value: 1 })).toEqual({ points: 500, amount: 500 })
    expect(redeemable({ wanted: 50, payable: 100, value: 3 })).toEqual({ points: 33, amount: 99 })
    expect(redeemable({ wanted: 50, payable: -20, value: 1 })).toEqual({ points: 0, amount: 0 })
  })
})

describe("giving spent points back (B8, F21)", () => {
  /** 71.50, of which 1,000 points paid 10.00. */
  const order: SpentPoints = {
    points: 1000,
    amount: 1000,
    total: 6150,
    captured: 6150,
    refunded: 0,
    refunds: 1,
    cancelled: false,
  }

  it("money refunded as a favour takes the same part of the points along", () => {
    expect(pointsDueBack({ ...order, refunded: 2050 })).toBe(333)
    expect(pointsDueBack({ ...order, refunded: 6150 })).toBe(1000)
  })

  it("the part is one of what the order asks for, however little of it was captured", () => {
    expect(pointsDueBack({ ...order, captured: 1000, refunded: 1000 })).toBe(162)
  })

  it("a difference that each refund's rounding accounts for is no favour, however little the order still asks for", () => {
    const delivery = { ...order, points: 582, amount: 582, total: 1, captured: 3318, refunds: 3 }
    expect(pointsDueBack({ ...delivery, refunded: 3317 })).toBe(0)
    expect(pointsDueBack({ ...delivery, refunded: 3318 })).toBe(0)
    expect(pointsDueBack({ ...delivery, total: 3, refunded: 3318 })).toBe(0)
    expect(pointsDueBack({ ...delivery, total: 4, refunded: 3318 })).toBe(582)
  })

  it("goods that came back and are refunded in money give no points besides", () => {
    expect(pointsDueBack({ ...order, captured: 12_750, refunded: 0 })).toBe(0)
    expect(pointsDueBack({ ...order, captured: 12_750, refunded: 6600 })).toBe(0)
  })

  it("goods that came back and that no money can stand for give points", () => {
    expect(pointsDueBack({ ...order, total: -450, refunded: 0 })).toBe(450)
    expect(pointsDueBack({ ...order, points: 7150, amount: 7150, total: -6600, captured: 0 })).toBe(6600)
  })

  it("an order that is cancelled gives all of them back, also one that took no money", () => {
    expect(pointsDueBack({ ...order, total: 0, captured: 0, cancelled: true })).toBe(1000)
    expect(pointsDueBack({ ...order, total: 0, captured: 0 })).toBe(0)
  })

  /** What may happen to an order of several things, some of it paid with points. */
  const life = fc.record({
    prices: fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }),
    delivery: fc.nat(2_000),
    covered: fc.integer({ min: 1, max: 100 }),
    value: fc.integer({ min: 1, max: 9 }),
    acts: fc.array(
      fc.oneof(
        fc.record({ do: fc.constant("capture" as const), part: fc.integer({ min: 1, max: 100 }) }),
        fc.record({ do: fc.constant("refund" as const), part: fc.integer({ min: 1, max: 100 }) }),
        fc.record({ do: fc.constant("return" as const), item: fc.nat(4) }),
        fc.record({ do: fc.constant("settle the books" as const) }),
      ),
      { maxLength: 12 },
    ),
    cancelled: fc.boolean(),
  })
  const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)

  it("whatever happens: never more than was spent, never taken again, each step once, all of it at the end (G8)", () => {
    fc.assert(
      fc.property(life, ({ prices, delivery, covered, value, acts, cancelled }) => {
        const worth = sum(prices) + delivery
        const points = Math.max(1, Math.floor((worth * covered) / 100 / value))
        const amount = points * value
        if (amount > worth) return
        const kept = [...prices]
        const now = { captured: 0, refunded: 0, refunds: 0 }
        const refund = (cents: number) => {
          if (cents > 0) now.refunds += 1
          now.refunded += cents
        }
        const total = () => sum(kept) + delivery - amount
        const due = (end = false) => pointsDueBack({ points, amount, total: total(), ...now, cancelled: end })
        let back = 0
        const give = (end = false) => {
          back += Math.max(0, due(end) - back)
          expect(back).toBeLessThanOrEqual(points)
        }
        for (const act of acts) {
          const before = due()
          if (act.do === "capture")
            now.captured += Math.floor((Math.max(0, worth - amount - now.captured) * act.part) / 100)
          if (act.do === "refund") {
            refund(Math.floor(((now.captured - now.refunded) * act.part) / 100))
            expect(due()).toBeGreaterThanOrEqual(before)
          }
          if (act.do === "return") kept[act.item % kept.length] = 0
          if (act.do === "settle the books" && now.refunded === 0) {
            // The merchant pays back what the order no longer asks for, and no more.
            refund(Math.max(0, now.captured - Math.max(0, total())))
            // What she has paid and what she keeps are worth the same then, but for the rest of one point.
            const owed = Math.max(0, -total())
            expect(due() * value).toBeLessThanOrEqual(owed)
            expect(owed - due() * value).toBeLessThan(value)
          }
          give()
          give()
        }
        if (cancelled) give(true)
        else {
          // All the money that the order still asks for goes back, where that is more than rounding.
          now.captured = Math.max(now.captured, worth - amount)
          refund(now.captured - now.refunded)
          if (total() <= now.refunds) return
          give()
        }
        expect(back).toBe(points)
      }),
      { numRuns: 1000 },
    )
  })
})
