import fc from "fast-check"
import { addDecimals, exactMinor, exactMinors, negated } from "./decimal"

describe("amounts of the store", () => {
  it("are added without losing a digit", () => {
    expect(addDecimals(["0.1", "0.2"])).toBe("0.3")
    expect(addDecimals(["12.50", "-0.3333", "7"])).toBe("19.1667")
    expect(addDecimals(["1", "-1.005"])).toBe("-0.005")
    expect(addDecimals([])).toBe("0")
  })

  it("add up as integers do", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })), (cents) => {
        const text = (n: number) =>
          `${n < 0 ? "-" : ""}${Math.floor(Math.abs(n) / 100)}.${String(Math.abs(n) % 100).padStart(2, "0")}`
        const sum = cents.reduce((a, b) => a + b, 0)
        expect(exactMinor(addDecimals(cents.map(text)), "eur")).toBe(sum)
        expect(exactMinor(negated(text(sum)), "eur") + 0).toBe(-sum + 0)
      }),
    )
  })

  it("in minor units one by one, the first of them always add up to their exact sum rounded once", () => {
    expect(exactMinors(["11.055933", "11.055933", "11.055933"], "eur")).toEqual([1106, 1105, 1106])
    expect(exactMinors(["0.004", "0.004"], "eur")).toEqual([0, 1])
    expect(exactMinors(["0.5", "0.5", "0.5"], "jpy")).toEqual([1, 0, 1])
    const amounts = fc.array(fc.integer({ min: 1, max: 2_000_000_000 }))
    const unit: Record<string, number> = { eur: 10_000, jpy: 1_000_000, kwd: 1_000 }
    fc.assert(
      fc.property(amounts, fc.constantFrom("eur", "jpy", "kwd"), (millionths, currency) => {
        const texts = millionths.map(
          (n) => `${Math.floor(n / 1_000_000)}.${String(n % 1_000_000).padStart(6, "0")}`,
        )
        let [exact, whole] = [0, 0]
        for (const [n, minor] of exactMinors(texts, currency).entries()) {
          exact += millionths[n]!
          whole += minor
          expect(minor).toBeGreaterThanOrEqual(0)
          expect(whole).toBe(Math.round(exact / unit[currency]!))
          expect(Math.abs(minor - millionths[n]! / unit[currency]!)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it("that are too large to count exactly are refused, not rounded", () => {
    expect(() => exactMinor("99999999999999999", "eur")).toThrow("too large")
  })
})
