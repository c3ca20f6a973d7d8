import { besideOf } from "./beside"
import { type Canvas, canvasSchema } from "./schema"

const note = (id: string, text: string, x = 0) => ({ id, text, position: { x, y: 0 } })
const card = (id: string, x = 0) => ({ id, kind: "exit", position: { x, y: 0 } })
const drawn = (nodes: object[], notes: object[]): Canvas => canvasSchema.parse({ nodes, notes })

describe("what is other beside what people meet (C1, P20)", () => {
  it("is which notes came, went and say something else, by what they say", () => {
    const before = drawn([], [note("a", "Ask Lin"), note("b", "Old"), note("c", "Same")])
    const after = drawn([], [note("a", "Ask Ben"), note("c", "Same"), note("d", "New")])
    expect(besideOf(before, after)).toEqual({
      notes: [
        { note: "a", change: "changed", before: "Ask Lin", after: "Ask Ben" },
        { note: "d", change: "added", after: "New" },
        { note: "b", change: "removed", before: "Old" },
      ],
      moved: 0,
    })
  })

  it("is how many cards and notes lie elsewhere; what came or went moved nothing", () => {
    const before = drawn([card("a"), card("b"), card("gone")], [note("n", "Here")])
    const after = drawn([card("a", 40), card("b"), card("new", 9)], [note("n", "Here", 7)])
    expect(besideOf(before, after)).toEqual({ notes: [], moved: 2 })
  })
})
