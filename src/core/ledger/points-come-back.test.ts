import fc from "fast-check"
import { pointsComeBack, type UsedLot } from "./points-come-back"

const DAY = 86_400_000
const now = Date.parse("2026-11-23T12:00:00Z")
const inDays = (days: number) => new Date(now + days * DAY)
const grace = inDays(30)
const lot = (amount: number, days: number | null): UsedLot => ({
  amount,
  expires_at: days === null ? null : inDays(days),
})

describe("the life of points that come back (B8, F21, F23)", () => {
  it("one point without end does not take the end off those that were spent with it", () => {
    const used = [lot(1234, 31), lot(1, null)]
    expect(pointsComeBack(used, { before: 0, due: 1235, grace })).toEqual([
      { upto: 1, points: 1, expires_at: null },
      { upto: 1235, points: 1234, expires_at: inDays(31) },
    ])
  })

  it("of a part, those that were used last come back first, and the next part goes on from there", () => {
    const used = [lot(5, 60), lot(3, 90)]
    expect(pointsComeBack(used, { before: 0, due: 4, grace })).toEqual([
      { upto: 3, points: 3, expires_at: inDays(90) },
      { upto: 4, points: 1, expires_at: inDays(60) },
    ])
    expect(pointsComeBack(used, { before: 4, due: 8, grace })).toEqual([
      { upto: 8, points: 4, expires_at: inDays(60) },
    ])
    expect(pointsComeBack(used, { before: 8, due: 8, grace })).toEqual([])
  })

  it("what has less left than the grace comes back together, until then", () => {
    const used = [lot(5, -3), lot(3, 29), lot(2, 31)]
    expect(pointsComeBack(used, { before: 0, due: 10, grace })).toEqual([
      { upto: 2, points: 2, expires_at: inDays(31) },
      { upto: 10, points: 8, expires_at: grace },
    ])
  })

  it("whatever comes back in whatever parts: never a longer life than was spent, save the grace, lot by lot (G8)", () => {
    const lots = fc
      .array(
        fc.record({
          amount: fc.integer({ min: 1, max: 500 }),
          days: fc.option(fc.integer({ min: -50, max: 400 })),
        }),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((list) =>
        [...list]
          .sort((a, b) => (a.days ?? Number.POSITIVE_INFINITY) - (b.days ?? Number.POSITIVE_INFINITY) || 0)
          .map(({ amount, days }) => lot(amount, days)),
      )
    fc.assert(
      fc.property(
        lots,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
        (used, parts) => {
          const whole = used.reduce((sum, { amount }) => sum + amount, 0)
          const steps = [...parts.map((part) => Math.floor(part * whole)).sort((a, b) => a - b), whole]
          const back: UsedLot[] = []
          const keys = new Set<number>()
          let before = 0
          for (const due of steps) {
            const coming = pointsComeBack(used, { before, due, grace })
            expect(coming.reduce((sum, { points }) => sum + points, 0)).toBe(due - before)
            for (const { upto, points, expires_at } of coming) {
              expect(points).toBeGreaterThan(0)
              expect(keys.has(upto)).toBe(false)
              keys.add(upto)
              back.push({ amount: points, expires_at })
            }
            before = due
          }
          const endOf = ({ expires_at }: UsedLot) => expires_at?.getTime() ?? Number.POSITIVE_INFINITY
          const livingAt = (list: UsedLot[], at: number) =>
            list.reduce((sum, one) => sum + (endOf(one) >= at ? one.amount : 0), 0)
          expect(livingAt(back, grace.getTime())).toBe(whole)
          for (const at of [...used, ...back].map(endOf))
            if (at > grace.getTime()) expect(livingAt(back, at)).toBe(livingAt(used, at))
        },
      ),
      { numRuns: 1000 },
    )
  })
})
