import fc from "fast-check"
import { redeemable } from "./redeemable"
import { returnsDue } from "./returns-due"

describe("redeeming points", () => {
  it("pays no more than the cart costs", () => {
    expect(redeemable({ wanted: 50_000, payable: 7_150, value: 1 })).toEqual({ points: 7_150, amount: 7_150 })
    expect(redeemable({ wanted: 500, payable: 7_150, value: 1 })).toEqual({ points: 500, amount: 500 })
    expect(redeemable({ wanted: 50, payable: 100, value: 3 })).toEqual({ points: 33, amount: 99 })
    expect(redeemable({ wanted: 50, payable: -20, value: 1 })).toEqual({ points: 0, amount: 0 })
  })
})

describe("giving spent points back", () => {
  const spent = { points: 1000, captured: 6000, cancelled: false, returned: new Map<string, number>() }

  it("a third of the money refunded returns a third of the points (F21)", () => {
    expect(returnsDue({ ...spent, refunds: [{ refund_id: "r1", amount: 2000 }] })).toEqual([
      { cause: "r1", points: 333 },
    ])
  })

  it("an order paid wholly with points returns them when it is cancelled", () => {
    expect(returnsDue({ ...spent, captured: 0, refunds: [], cancelled: true })).toEqual([
      { cause: "cancel", points: 1000 },
    ])
  })

  it("never returns more than was spent, each refund once, and all of it for a full refund (G8)", () => {
    const history = fc.record({
      points: fc.integer({ min: 1, max: 1_000_000 }),
      captured: fc.integer({ min: 1, max: 1_000_000 }),
      shares: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
      known: fc.array(fc.nat(5), { maxLength: 10 }),
    })
    fc.assert(
      fc.property(history, ({ points, captured, shares, known }) => {
        const whole = shares.reduce((a, b) => a + b, 0)
        const refunds = shares.map((s, i) => ({
          refund_id: `r${i}`,
          amount: i === 0 ? captured : Math.floor((captured * s) / whole),
        }))
        refunds[0]!.amount = captured - refunds.slice(1).reduce((sum, r) => sum + r.amount, 0)
        const returned = new Map<string, number>()
        const settle = (seen: typeof refunds) => {
          for (const due of returnsDue({ points, captured, refunds: seen, cancelled: false, returned })) {
            expect(returned.has(due.cause)).toBe(false)
            returned.set(due.cause, due.points)
          }
          expect([...returned.values()].reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(points)
        }
        // Refunds become known one by one, in any order, some of them several times; at last all of them.
        const seen = new Set<number>()
        for (const i of known) {
          seen.add(i % refunds.length)
          settle([...seen].sort().map((index) => refunds[index]!))
        }
        settle(refunds)
        expect([...returned.values()].reduce((a, b) => a + b, 0)).toBe(points)
      }),
    )
  })
})
