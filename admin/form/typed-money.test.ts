import { typedMinor } from "./typed-money"

describe("an amount as people type it", () => {
  it.each([
    ["12", 1200],
    ["12.", 1200],
    ["12,", 1200],
    ["12.5", 1250],
    ["12,5", 1250],
    ["1234,56", 123456],
    ["1.234,56", 123456],
    ["1,234.56", 123456],
    ["1 234,56", 123456],
    ["1'234.56", 123456],
    ["1,234", 123400],
    ["1,234,567", 123456700],
    ["１２，５", 1250],
    ["１，２３４．５６", 123456],
    ["1.234.567", 123456700],
    ["", null],
    ["abc", null],
    ["12,345,6", null],
    ["1,2,3", null],
    ["12,34.5", null],
    ["1.23,45,6", null],
  ])("%s euros", (typed, minor) => {
    expect(typedMinor(typed, "eur")).toBe(minor)
  })

  it("knows that there are no cents in yen", () => {
    expect(typedMinor("1,234", "jpy")).toBe(1234)
    expect(typedMinor("1,2", "jpy")).toBeNull()
  })
})
