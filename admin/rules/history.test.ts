import { begin, record, redo, seal, typedAt, undo } from "./history"

describe("undo and redo (A6)", () => {
  it("takes a word that was typed letter by letter back in one step", () => {
    let history = begin("")
    for (const text of ["B", "Be", "Ber"]) history = record(history, text, "city")
    expect(undo(history).present).toBe("")
    expect(redo(undo(history)).present).toBe("Ber")
  })

  it("keeps two fields, and two visits to one field, apart", () => {
    let history = record(begin("-"), "a", "first")
    history = record(history, "ab", "second")
    history = record(seal(history), "abc", "second")
    expect(undo(history).present).toBe("ab")
    expect(undo(undo(history)).present).toBe("a")
  })

  it("forgets what was undone as soon as something else is done", () => {
    const history = record(undo(record(begin(1), 2)), 3)
    expect(redo(history).present).toBe(3)
    expect(undo(history).present).toBe(1)
  })

  it("goes no further than the beginning and the end", () => {
    expect(undo(begin(1)).present).toBe(1)
    expect(redo(begin(1)).present).toBe(1)
  })

  it("knows typing from choosing: one text or number that differs, also when it was empty", () => {
    const bought = (gte?: number) => ({ did: "purchase", count: gte === undefined ? {} : { gte } })
    expect(typedAt(bought(1), bought(12))).toBe(".count.gte")
    expect(typedAt(bought(1), bought())).toBe(".count.gte")
    expect(typedAt({ value: ["a"] }, { value: ["a", "b"] })).toBe(".value.1")
    expect(typedAt(bought(1), { did: "searched", count: { gte: 2 } })).toBeNull()
    expect(typedAt({ on: true }, { on: false })).toBeNull()
    expect(typedAt({ value: { days: 3 } }, { value: "x" })).toBeNull()
  })
})
