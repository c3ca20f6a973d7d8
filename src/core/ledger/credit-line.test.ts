import fc from "fast-check"
import { toMinor } from "../money"
import { creditOf } from "./credit-line"
import { redeemable } from "./redeemable"

describe("what points take off a cart (B3)", () => {
  it("is what they are worth, or all of the cart where they cover it to the cent", () => {
    expect(creditOf(591, { minor: 591, exact: "5.9143" }, "eur")).toBe("5.9143")
    expect(creditOf(1772, { minor: 1772, exact: "17.7191" }, "eur")).toBe("17.7191")
    expect(creditOf(590, { minor: 591, exact: "5.9143" }, "eur")).toBe("5.90")
    expect(creditOf(500, { minor: 500, exact: "500.2" }, "jpy")).toBe("500.2")
  })

  it("leaves nothing, or what money can pay, and never owes the shopper, whatever the cart costs", () => {
    const given = fc.record({
      /** Ten-thousandths of a cent. */
      costs: fc.integer({ min: 0, max: 500_000_000 }),
      wanted: fc.integer({ min: 1, max: 60_000 }),
      value: fc.integer({ min: 1, max: 9 }),
    })
    fc.assert(
      fc.property(given, ({ costs, wanted, value }) => {
        const text = (n: number) => `${Math.floor(n / 1e6)}.${String(n % 1e6).padStart(6, "0")}`
        const due = { minor: toMinor(text(costs), "eur")!, exact: text(costs) }
        const taken = redeemable({ wanted, payable: due.minor, value })
        const credit = creditOf(taken.amount, due, "eur")
        const [whole, fraction = ""] = credit.split(".")
        const rest = costs - Number(whole + fraction.padEnd(6, "0"))
        if (taken.amount === due.minor) expect(rest).toBe(0)
        else expect(rest).toBeGreaterThanOrEqual(5000)
        // The store and the hold say the same, rounded.
        expect(toMinor(credit, "eur")).toBe(taken.amount)
      }),
      { numRuns: 2000 },
    )
  })
})
