import fc from "fast-check"
import { addDecimals, exactMinor, negated } from "./decimal"

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

  it("that are too large to count exactly are refused, not rounded", () => {
    expect(() => exactMinor("99999999999999999", "eur")).toThrow("too large")
  })
})
