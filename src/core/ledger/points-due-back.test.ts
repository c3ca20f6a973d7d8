import fc from "fast-check"
import { toMinor } from "../money"
import { pointsDueBack } from "./points-due-back"

// Amounts as the store keeps them, exact: whole millionths.
const MILLION = 1_000_000
const CENT = 10_000
const cents = (exact: number) =>
  toMinor(
    `${exact < 0 ? "-" : ""}${Math.floor(Math.abs(exact) / MILLION)}.${String(Math.abs(exact) % MILLION).padStart(6, "0")}`,
    "eur",
  )!
const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)
const toCents = (exact: number) => cents(exact) * CENT

/** Prices without tax in cents, percentages whole: a piece then costs whole millionths. */
const cart = fc.record({
  lines: fc.array(
    fc.record({ price: fc.integer({ min: 1, max: 9_999 }), quantity: fc.integer({ min: 1, max: 6 }) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  tax: fc.constantFrom(0, 7, 10, 19, 20, 21),
  coupon: fc.constantFrom(0, 5, 7, 10, 15, 25, 33),
  delivery: fc.nat(990),
  /** Points as a part of what can be paid, or as many as delivery costs, which leaves next to nothing of the order. */
  points: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant("delivery" as const)),
  back: fc.array(fc.record({ piece: fc.nat(17), pieces: fc.integer({ min: 1, max: 3 }) }), { maxLength: 12 }),
  /** Refunds are what the store asks for, that in cents, or each return's own worth in cents. */
  paying: fc.constantFrom("exactly" as const, "in cents" as const, "each in cents" as const),
})
type Cart = typeof cart extends fc.Arbitrary<infer T> ? T : never

/** The order as it is kept, and what may be done with it. */
function placed({ lines, tax, coupon, delivery, points: wanted }: Cart) {
  const kept = lines.flatMap(({ price, quantity }) =>
    Array.from({ length: quantity }, () => price * (100 - coupon) * (100 + tax)),
  )
  const sent = delivery * 100 * (100 + tax)
  const worth = sum(kept) + sent
  const points = Math.floor((wanted === "delivery" ? sent : (worth * wanted) / 100) / CENT)
  const captured = worth - points * CENT
  const refunds: number[] = []
  const total = () => sum(kept) + sent - points * CENT
  return {
    points,
    captured,
    total,
    kept,
    refunded: () => sum(refunds),
    /** The store gives no more than it took, and none of nothing. */
    refund(amount: number) {
      const given = Math.min(amount, captured - sum(refunds))
      if (given > 0) refunds.push(given)
    },
    due: (cancelled = false) =>
      pointsDueBack({
        points,
        amount: points,
        total: cents(total()),
        captured: cents(captured),
        refunded: cents(sum(refunds)),
        refunds: refunds.length,
        cancelled,
      }),
  }
}

function returnAll(given: Cart, look: (order: ReturnType<typeof placed>) => void) {
  const order = placed(given)
  for (const { piece, pieces } of given.back) {
    const gone = order.kept.slice(piece, piece + pieces)
    order.kept.fill(0, piece, piece + pieces)
    const owed = order.captured - order.refunded() - Math.max(0, order.total())
    if (given.paying === "exactly") order.refund(owed)
    if (given.paying === "in cents") order.refund(toCents(owed))
    if (given.paying === "each in cents" && order.total() >= 0) order.refund(toCents(sum(gone)))
    look(order)
  }
  return order
}

describe("points of orders whose amounts have more digits than cents (B8, F21)", () => {
  it("goods that come back and are refunded give no points while the order still asks for money (G8)", () => {
    fc.assert(
      fc.property(cart, (given) => {
        returnAll(given, (order) => {
          if (order.total() >= 0) expect(order.due()).toBe(0)
          // Nothing but what no money can stand for, to the half cent that an amount is rounded by.
          else expect(order.due()).toBeLessThanOrEqual(-order.total() / CENT + 0.5)
        })
      }),
      { numRuns: 5000 },
    )
  })

  it("a favour gives no more than the part of the order that really was given back (G8)", () => {
    fc.assert(
      fc.property(
        cart,
        fc.array(fc.integer({ min: 1, max: 50 * MILLION }), { maxLength: 4 }),
        (given, favours) => {
          const order = returnAll(given, () => undefined)
          for (const favour of favours) {
            order.refund(favour)
            if (order.total() <= 0) continue
            const beyond = order.total() - (order.captured - order.refunded())
            const due = order.due()
            if (beyond < CENT / 2) expect(due).toBe(0)
            // Three amounts are rounded, by half a cent each.
            expect(due * (order.total() - CENT / 2)).toBeLessThanOrEqual(order.points * (beyond + 1.5 * CENT))
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it("whatever was returned and refunded before, a cancelled order gives exactly all of them back (G8)", () => {
    fc.assert(
      fc.property(cart, (given) => {
        const order = returnAll(given, () => undefined)
        order.refund(order.captured)
        expect(order.due(true)).toBe(order.points)
      }),
    )
  })
})
