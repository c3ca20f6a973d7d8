import { figuresCsv } from "./figures-csv"

const heads = ["Figure", "Value", "This segment", "Share", "All customers", "Share"]
const both = { segment: 1, compare: 2 }

describe("the figures of a segment as a file", () => {
  it("has a line for each value, with people and their share of both groups (A13)", () => {
    const text = figuresCsv(heads, [
      { title: "Gender", rows: [{ name: "Female", ...both }], of: { segment: 4, compare: 0 } },
      { title: "Size", rows: [{ name: "2026-03-01", segment: 7 }] },
    ])
    expect(text.split("\r\n")).toEqual([
      `\uFEFF"Figure","Value","This segment","Share","All customers","Share"`,
      `"Gender","Female","1","0.25","2",""`,
      `"Size","2026-03-01","7","","",""`,
      "",
    ])
  })

  it("runs nothing in a spreadsheet, whatever a tier or a product is called (A13)", () => {
    const text = figuresCsv(heads, [{ title: "Tier", rows: [{ name: '=1+"2"', ...both }] }])
    expect(text).toContain(`"'=1+""2"""`)
  })
})
