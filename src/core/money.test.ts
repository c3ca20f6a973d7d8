import fc from "fast-check"
import { allocate, fromMinor, minorDigits, toMinor } from "./money"

describe("money", () => {
  it.each([
    ["12.34", "eur", 1234],
    ["12.345", "eur", 1235],
    ["-0.005", "eur", -1],
    ["1000", "jpy", 1000],
    ["1.5555", "kwd", 1556],
    [".5", "usd", 50],
    ["7.", "usd", 700],
    [19.99, "usd", 1999],
    ["", "eur", null],
    ["1e3", "eur", null],
    ["12,30", "eur", null],
    ["99999999999999999", "eur", null],
  ])("reads %s %s as %s minor units", (text, currency, minor) => {
    expect(toMinor(text, currency)).toBe(minor)
  })

  it("prints what it read", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("eur", "jpy", "kwd", "clf"), (minor, currency) => {
        expect(toMinor(fromMinor(minor, currency), currency)).toBe(minor)
      }),
    )
  })

  it("splits a sum so that nothing is lost and nobody is off by more than one", () => {
    const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), weights, (total, w) => {
        const parts = allocate(total, w)
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total)
        const sum = w.reduce((a, b) => a + b, 0)
        if (sum > 0)
          for (const [i, p] of parts.entries())
            expect(Math.abs(p - (total * w[i]!) / sum)).toBeLessThan(1 + 1e-6)
      }),
    )
  })

  it("knows currencies without cents", () => {
    expect([minorDigits("EUR"), minorDigits("jpy"), minorDigits("kwd")]).toEqual([2, 0, 3])
  })
})
