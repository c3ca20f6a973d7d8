import fc from "fast-check"
import { CsvReader, detectDelimiter } from "./csv"

function read(text: string, delimiter = ",", step = text.length || 1) {
  const reader = new CsvReader(delimiter)
  const items = []
  for (let at = 0; at < text.length; at += step) items.push(...reader.push(text.slice(at, at + step)))
  return [...items, ...reader.end()]
}

describe("reading CSV (S18)", () => {
  it("gives back what was written, however it is cut into pieces", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", ";") })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 })
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), fc.constantFrom("\n", "\r\n"), (rows, step, end) => {
        const text = rows.map((row) => row.map(quote).join(",") + end).join("")
        expect(read(text, ",", step).map((item) => ("cells" in item ? item.cells : item))).toEqual(rows)
      }),
    )
  })

  it("loses only the line whose quotes are broken", () => {
    const items = read('a,b\n1,"never closed\n2,y\n"3" x,z\n4,"two\nlines"\n5,ok\n')
    expect(
      items.map((item) => ("cells" in item ? item.cells.join("|") : `${item.line}:${item.problem}`)),
    ).toEqual(["a|b", "2:broken-quotes", "2|y", "4:stray-quote", "4|two\nlines", "5|ok"])
  })

  it("says that a quote stands in the middle of a value, which is no quote that does not close", () => {
    const items = read('1,y"z\n2,"y" z\n3,"y""z"\n4,"y\n')
    expect(items.map((item) => ("cells" in item ? item.cells[1] : item.problem))).toEqual([
      "stray-quote",
      "stray-quote",
      'y"z',
      "broken-quotes",
    ])
  })

  it.each(["sep=;", '"sep=;"', "SEP=;\r"])("takes the separator that the first line %j names", (first) => {
    expect(read(`${first}\na;b\n1,5;2\n`, ",", 3)).toEqual([
      { line: 2, cells: ["a", "b"] },
      { line: 3, cells: ["1,5", "2"] },
    ])
  })

  it("takes a line that only looks like one for the header it is", () => {
    expect(read("sep,a\nsep=;,1\n")).toMatchObject([{ cells: ["sep", "a"] }, { cells: ["sep=;", "1"] }])
  })

  it("does not keep an endless cell in memory, and goes on after it", () => {
    const reader = new CsvReader(",")
    const items = reader.push('1,"')
    for (let i = 0; i < 500; i++) items.push(...reader.push("x".repeat(100_000)))
    items.push(...reader.push('"\n2,y\n'), ...reader.end())
    expect(items).toEqual([
      { line: 1, problem: "too-long", text: expect.any(String) },
      { line: 2, cells: ["2", "y"] },
    ])
  })

  it.each([
    ["a,b;c,d", ","],
    ["a;b;c", ";"],
    ["a\tb\tc,d", "\t"],
    ["alone", ","],
    ["\n \r\na;b;c\r\n1,2,3,4", ";"],
    [`"a","b;c;d;e"\n`, ","],
  ])("finds the delimiter of %j", (head, delimiter) => {
    expect(detectDelimiter(head)).toBe(delimiter)
  })
})
