import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { CsvReader } from "../import/csv"
import { csvLine, withoutGuard } from "./csv-line"

describe("a line of an export (A14, S17)", () => {
  it.each([
    ["=1+1", `"'=1+1"`],
    ["+49 171 1", `"'+49 171 1"`],
    ["-2", `"'-2"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\t=1", `"'\t=1"`],
    ["\r=1", `"'\r=1"`],
    ["＝1+1", `"'＝1+1"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['a"b,c\nd', `"a""b,c\nd"`],
    ["Ana", `"Ana"`],
    ["", `""`],
  ])("%j is written as %s", (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`)
  })

  it("comes back as it went out, whatever stands in it", () => {
    const cell = fc
      .string({ unit: "grapheme" })
      .filter((text) => !/\r|^'/.test(text) && text.split("\n").length < 50)
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 6 }), (cells) => {
        const reader = new CsvReader(",")
        const items = [...reader.push(csvLine(cells)), ...reader.end()]
        expect(items.map((item) => ("cells" in item ? item.cells.map(withoutGuard) : item))).toEqual([cells])
      }),
    )
  })
})
