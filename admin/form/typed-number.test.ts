import { asTyped, typedNumber } from "./typed-number"

describe("a number that is typed (C1)", () => {
  it("is read as people write it, also with a comma, in thousands and in full width", () => {
    const read = ["12", " -3 ", "1.5", "1,5", "12.", ".5", "1,234", "1,234.5", "１２．５", "−2"].map(
      typedNumber,
    )
    expect(read).toEqual([12, -3, 1.5, 1.5, 12, 0.5, 1234, 1234.5, 12.5, -2])
  })

  it("is none where it cannot be told", () => {
    for (const text of ["abc", "1e5", "12 days", "1.2.3", "-", "٣", "Infinity", "0x10"])
      expect([text, typedNumber(text)]).toEqual([text, null])
  })

  it("is handed on as it was typed where it cannot be read, and as nothing where nothing is typed", () => {
    expect(["", "  ", "7", "seven"].map((text) => asTyped(text, typedNumber))).toEqual([
      undefined,
      undefined,
      7,
      "seven",
    ])
  })
})
