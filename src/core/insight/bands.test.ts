import fc from "fast-check"
import { ageOf } from "../../fields/age"
import { AGES, ageAt, amountBands, type Counted, discountBands, firstBirthdays, NO_DISCOUNT } from "./bands"

const counted = fc.array(fc.record({ value: fc.nat(9_000_000), segment: fc.nat(50), compare: fc.nat(50) }))
const sum = (list: { segment: number; compare: number }[]) => [
  list.reduce((n, one) => n + one.segment, 0),
  list.reduce((n, one) => n + one.compare, 0),
]
const twoDigits = (value: number) => value - (value % 10 ** Math.max(0, String(value).length - 2))

describe("bands of amounts", () => {
  it("hold everybody once, are as wide as each other and hold nine of ten below the last (A13)", () => {
    fc.assert(
      fc.property(counted, (list) => {
        const bands = amountBands(list)
        expect(sum(bands)).toEqual(sum(list))
        if (bands.length === 0) return
        const width = bands[1]!.from!
        expect(bands.map((band) => band.from)).toEqual(bands.map((_, i) => i * width))
        expect(String(width)).toMatch(/^[125]0*$/)
        const above = bands.at(-1)!
        const [ours, theirs] = sum(list)
        expect(above.segment <= ours! * 0.1 + 1e-9 || list.some((one) => one.value === above.from)).toBe(true)
        expect(above.compare <= theirs! * 0.1 + 1e-9 || list.some((one) => one.value === above.from)).toBe(
          true,
        )
      }),
    )
  })

  it("are the same when values come with their first two digits only (A13)", () => {
    fc.assert(
      fc.property(counted, (list) => {
        const cut: Counted[] = list.map((one) => ({ ...one, value: twoDigits(one.value) }))
        const bands = amountBands(cut)
        for (const [i, { from, to }] of bands.entries()) {
          const inside = list.filter(({ value }) => value >= from! && (to === null || value < to))
          expect([bands[i]!.segment, bands[i]!.compare]).toEqual(sum(inside))
        }
      }),
    )
  })
})

describe("bands of discounts", () => {
  it("part who never had any from who had a little (A13)", () => {
    const bands = discountBands([
      { value: NO_DISCOUNT, segment: 3, compare: 5 },
      { value: 0, segment: 1, compare: 1 },
      { value: 99, segment: 1, compare: 2 },
    ])
    expect(bands[0]).toEqual({ from: 0, to: 0, segment: 3, compare: 5 })
    expect(bands[1]).toEqual({ from: 0, to: 5, segment: 1, compare: 1 })
    expect(bands.at(-1)).toEqual({ from: 50, to: null, segment: 1, compare: 2 })
    expect(discountBands([])).toEqual([])
  })
})

describe("bands of ages", () => {
  const days = fc
    .date({ min: new Date("1900-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const today = fc.oneof(days, fc.constantFrom("2026-02-28", "2028-02-28", "2028-02-29", "2026-03-01"))
  const birthday = fc.oneof(days, fc.constantFrom("2000-02-29", "2001-03-01", "2008-02-28", "2000-03-01"))

  it("give everybody the age that rules know, also who was born on 29 February (A13)", () => {
    fc.assert(
      fc.property(today, birthday, (now, born) => {
        const place = firstBirthdays(now).filter((first) => born >= first).length
        const age = ageOf(born, { now: new Date(`${now}T12:00:00Z`), zone: "UTC" })
        expect(ageAt(place)).toBe([...AGES].reverse().find((from) => age >= from) ?? 0)
      }),
      { numRuns: 1000 },
    )
  })
})
