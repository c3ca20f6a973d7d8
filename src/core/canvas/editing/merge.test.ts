import { type Canvas, canvasSchema } from "../schema"
import { mergeCanvas } from "./merge"

const node = (id: string, more: object = {}) => ({
  ...{ id, kind: "tags", settings: {} as Record<string, unknown>, position: { x: 0, y: 0 } },
  ...more,
})
const way = (from: string, to: string) => ({ from, port: "out", to, input: "in" })
const drawn = (nodes: ReturnType<typeof node>[], edges: Canvas["edges"] = []): Canvas => ({
  ...{ nodes, edges, notes: [] },
})
const base = drawn([node("a"), node("b")], [way("a", "b")])

describe("putting together what two people drew", () => {
  it("takes from each what only they changed", () => {
    const ours = drawn(
      [node("a", { position: { x: 9, y: 9 } }), node("b"), node("c")],
      [way("a", "b"), way("b", "c")],
    )
    const theirs = drawn(
      [node("a", { settings: { add: ["vip"] } }), node("b", { name: "Tagged" })],
      [way("a", "b")],
    )
    expect(mergeCanvas(base, ours, theirs)).toEqual({
      canvas: drawn(
        [
          node("a", { position: { x: 9, y: 9 }, settings: { add: ["vip"] } }),
          node("b", { name: "Tagged" }),
          node("c"),
        ],
        [way("a", "b"), way("b", "c")],
      ),
      clashes: [],
    })
  })

  it("says about what both said something else, and keeps ours", () => {
    const ours = drawn([node("a", { name: "Ours" }), node("b")], [way("a", "b")])
    const theirs = drawn([node("a", { name: "Theirs" }), node("b")], [way("a", "b")])
    const { canvas, clashes } = mergeCanvas(base, ours, theirs)
    expect(clashes).toEqual(["a"])
    expect(canvas.nodes[0]!.name).toBe("Ours")
    expect(mergeCanvas(base, ours, ours).clashes).toEqual([])
  })

  it("takes away what one removed, but never what the other changed meanwhile", () => {
    const without = drawn([node("a")])
    expect(mergeCanvas(base, without, base)).toEqual({ canvas: without, clashes: [] })
    expect(mergeCanvas(base, base, without)).toEqual({ canvas: without, clashes: [] })
    const renamed = drawn([node("a"), node("b", { name: "Kept" })], [way("a", "b")])
    const { canvas, clashes } = mergeCanvas(base, without, renamed)
    expect(canvas.nodes.map(({ id }) => id)).toEqual(["a", "b"])
    expect(clashes).toEqual(["b"])
  })

  it("keeps a card that one removed while the other drew a line to it", () => {
    const drew = drawn([node("a"), node("b"), node("c")], [way("a", "b"), way("c", "b")])
    const removed = drawn([node("a")])
    for (const { canvas, clashes } of [mergeCanvas(base, drew, removed), mergeCanvas(base, removed, drew)]) {
      expect(canvas.nodes.map(({ id }) => id).sort()).toEqual(["a", "b", "c"])
      expect(canvas.edges).toContainEqual(way("c", "b"))
      expect(clashes).toEqual(["b"])
    }
  })

  it("draws no way to what is gone, and one way out of each port", () => {
    const both = mergeCanvas(
      base,
      drawn([node("a"), node("b"), node("c")], [way("a", "c")]),
      drawn([node("a"), node("b"), node("d")], [way("a", "d")]),
    )
    expect(both.canvas.edges).toEqual([way("a", "c")])
    expect(both.clashes).toEqual(["a"])
    const leads = mergeCanvas(
      base,
      drawn([node("a"), node("b"), node("c")], [way("a", "b"), way("b", "c")]),
      drawn([node("a")]),
    )
    expect(leads.canvas.edges.every(({ to }) => leads.canvas.nodes.some(({ id }) => id === to))).toBe(true)
  })

  it("names a note about which both said something else, or that one took away while the other wrote on", () => {
    const noted = (...notes: object[]) => canvasSchema.parse({ nodes: [], notes })
    const note = (id: string, text: string) => ({ id, text, position: { x: 0, y: 0 } })
    const start = noted(note("n", "Ask Lin"), note("m", "Later"))
    const { canvas, clashes } = mergeCanvas(
      start,
      noted(note("n", "Ask Ben")),
      noted(note("n", "Ask Cem"), note("m", "Much later")),
    )
    expect(canvas.notes.map(({ text }) => text)).toEqual(["Ask Ben", "Much later"])
    expect(clashes).toEqual(["n", "m"])
  })
})
