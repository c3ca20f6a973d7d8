import fc from "fast-check"
import { type Canvas, type CanvasEdge, canvasSchema } from "../schema"
import { ALIGNMENTS, alignParts } from "./aligning"
import { clipText, copyParts, pasteClip, readClip } from "./clip"
import { whyNotConnect } from "./connecting"
import {
  addNode,
  addNote,
  changeNode,
  changeNote,
  connect,
  disconnect,
  type Edit,
  insertOnEdge,
  moveParts,
  newNodeId,
  removeParts,
} from "./edits"
import { beginHistory, doStep, redoStep, sealStep, undoStep } from "./history"
import type { Ways } from "./ways"

const PORTS: Record<string, string[]> = {
  segment: ["out"],
  filter: ["yes", "no"],
  tags: ["out"],
  exit: [],
  split: ["a", "b"],
}
const portsOf = (kind: string) => PORTS[kind] ?? ["out"]
const ways: Ways = {
  ports: ({ kind }) => portsOf(kind),
  inputs: ({ kind }) => (kind === "segment" ? [] : kind === "exclude" ? ["in", "without"] : ["in"]),
  along: ({ kind }) => portsOf(kind).filter((port) => port !== "no"),
  main: ({ kind }) => portsOf(kind).filter((port) => port !== "no"),
  gathers: ({ kind }) => kind === "exclude",
}
const EMPTY: Canvas = { nodes: [], edges: [], notes: [] }
const node = (id: string, kind = "tags", x = 0, y = 0) => ({ id, kind, settings: {}, position: { x, y } })
const way = (from: string, to: string, port = "out", input = "in"): CanvasEdge => ({ from, port, to, input })
const drawn = (nodes: ReturnType<typeof node>[], edges: CanvasEdge[]): Canvas => ({ ...EMPTY, nodes, edges })

/** One of all the things that a merchant can do, on whatever is drawn by then. */
const anyEdit: fc.Arbitrary<Edit> = fc
  .record({
    what: fc.nat(10),
    a: fc.nat(),
    b: fc.nat(),
    c: fc.nat(),
    kind: fc.constantFrom("segment", "filter", "tags", "exclude", "exit"),
    text: fc.string({ maxLength: 20 }),
  })
  .map(({ what, a, b, c, kind, text }) => (canvas) => {
    const at = <T>(list: readonly T[], nth: number): T | undefined => list[nth % Math.max(1, list.length)]
    const [one, two] = [at(canvas.nodes, a), at(canvas.nodes, b)]
    const [note, edge] = [at(canvas.notes, a), at(canvas.edges, a)]
    const place = { x: (a % 2000) - 1000, y: (b % 2000) - 1000 }
    const made = { ...node(newNodeId(kind), kind), position: place }
    if (what === 0 || !one || !two) return addNode(canvas, made)
    if (what === 1) return edge ? insertOnEdge(canvas, edge, made, ways) : canvas
    if (what === 2) return changeNode(canvas, one.id, { name: text, settings: { text } })
    if (what === 3) return moveParts(canvas, new Map([[one.id, place]]))
    if (what === 4 || what === 5) {
      const drawnWay = way(one.id, two.id, at(ways.ports(one), c) ?? "out", at(ways.inputs(two), c) ?? "in")
      return whyNotConnect(canvas, drawnWay, ways) ? canvas : connect(canvas, drawnWay)
    }
    if (what === 6) return edge ? disconnect(canvas, [edge]) : canvas
    if (what === 7)
      return removeParts(canvas, { nodes: [one.id, two.id], notes: note ? [note.id] : [] }, ways)
    if (what === 8) {
      const read = readClip(clipText(copyParts(canvas, [one.id, two.id, note?.id ?? ""], "here")))
      return "clip" in read && canvas.nodes.length < 400
        ? pasteClip(canvas, read.clip, place, "here").canvas
        : canvas
    }
    if (what === 9)
      return note
        ? changeNote(canvas, note.id, { text, size: { width: 1 + (a % 500), height: 1 + (b % 500) } })
        : addNote(canvas, { id: newNodeId("note"), text, position: place })
    return alignParts(canvas, [one.id, two.id], at(ALIGNMENTS, c)!)
  })

describe("editing a canvas", () => {
  it("loses nothing over thousands of edits, saved or undone (C1)", () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 100, maxLength: 100 }), (edits) => {
        let history = beginHistory(EMPTY)
        for (const edit of edits) history = doStep(history, edit(history.present))
        const end = history.present
        expect(canvasSchema.parse(JSON.parse(JSON.stringify(end)))).toEqual(end)
        const ids = new Map(end.nodes.map((one) => [one.id, one]))
        const left = new Set<string>()
        for (const { from, port, to, input } of end.edges) {
          expect(ids.has(from) && ids.has(to)).toBe(true)
          expect(ways.inputs(ids.get(to)!)).toContain(input)
          expect(left.has(`${from} ${port}`)).toBe(false)
          left.add(`${from} ${port}`)
        }
        const steps = history.past.length
        for (let i = 0; i < steps; i++) history = undoStep(history)
        expect(history.present).toBe(EMPTY)
        for (let i = 0; i < steps; i++) history = redoStep(history)
        expect(history.present).toBe(end)
      }),
      // A hundred drawings with a hundred edits each.
      { numRuns: 100 },
    )
  })

  it("joins steps with one key, and begins a new one after undo", () => {
    let history = beginHistory("")
    for (const text of ["a", "ab", "abc"]) history = doStep(history, text, "name")
    history = doStep(history, "abc!", "other")
    expect(undoStep(history).present).toBe("abc")
    history = undoStep(undoStep(history))
    expect(history.present).toBe("")
    expect(doStep(history, "x", "name").past).toEqual([""])
    expect(undoStep(history)).toBe(history)
  })

  it("begins a new step once a field was left, though it is written into again (C1)", () => {
    let history = doStep(beginHistory("1"), "3", "amount")
    history = doStep(sealStep(history), "5", "amount")
    expect([undoStep(history).present, undoStep(undoStep(history)).present]).toEqual(["3", "1"])
    expect(sealStep(sealStep(history))).toEqual({ ...history, merge: null })
  })

  it("heals the way over cards that are taken away (C1)", () => {
    const canvas = drawn(
      [node("who", "segment"), node("a"), node("b"), node("end")],
      [way("who", "a"), way("a", "b"), way("b", "end")],
    )
    expect(removeParts(canvas, { nodes: ["a", "b"] }, ways).edges).toEqual([way("who", "end")])
    // Where ways lead apart nobody can say which one is meant.
    const branch = drawn(
      [node("who", "segment"), node("f", "filter"), node("x"), node("y")],
      [way("who", "f"), way("f", "x", "yes"), way("f", "y", "no")],
    )
    expect(removeParts(branch, { nodes: ["f"] }, ways).edges).toEqual([])
    const together = { ...branch, edges: [way("who", "f"), way("f", "x", "yes"), way("f", "x", "no")] }
    expect(removeParts(together, { nodes: ["f"] }, ways).edges).toEqual([way("who", "x")])
    // One way that led to the end is a way that led apart: its people must not go on now.
    const control = drawn(
      [node("who", "segment"), node("t", "split"), node("x")],
      [way("who", "t"), way("t", "x", "a")],
    )
    expect(removeParts(control, { nodes: ["t"] }, ways).edges).toEqual([])
    // Whom a set kept out must not come in when it is gone.
    const kept = drawn(
      [node("a", "segment"), node("b", "segment"), node("set", "exclude"), node("x")],
      [way("a", "set"), way("b", "set", "out", "without"), way("set", "x")],
    )
    expect(removeParts(kept, { nodes: ["set"] }, ways).edges).toEqual([])
    expect(removeParts(kept, { nodes: ["set", "a"] }, ways).edges).toEqual([])
    // Nor does a way of one's own come back to oneself, or a circle of what is gone lead anywhere.
    const circle = drawn([node("w"), node("a"), node("b")], [way("w", "a"), way("a", "b"), way("b", "a")])
    expect(removeParts(circle, { nodes: ["a", "b"] }, ways).edges).toEqual([])
    const back = drawn([node("w"), node("a")], [way("w", "a"), way("a", "w")])
    expect(removeParts(back, { nodes: ["a"] }, ways).edges).toEqual([])
  })

  it("puts a card between two, with the ways that lead on (C1)", () => {
    const canvas = drawn(
      [node("who", "segment"), node("set", "exclude")],
      [way("who", "set", "out", "without")],
    )
    const put = insertOnEdge(canvas, canvas.edges[0]!, node("f", "filter"), ways)
    expect(put.edges).toEqual([way("who", "f"), way("f", "set", "yes", "without")])
    expect(insertOnEdge(canvas, canvas.edges[0]!, node("s", "segment"), ways).edges).toEqual(canvas.edges)
    expect(insertOnEdge(canvas, way("who", "gone"), node("t"), ways).edges).toEqual(canvas.edges)
  })

  it.each([
    ["itself", way("a", "a")],
    ["no_such_card", way("a", "nobody")],
    ["no_such_port", way("a", "f", "yes")],
    ["into_entry", way("a", "who")],
    ["no_such_input", way("a", "f", "out", "without")],
    ["there_already", way("a", "x")],
    [null, way("a", "f")],
    [null, way("x", "a")],
  ] as const)("says %s of a way", (why, edge) => {
    const canvas = drawn([node("who", "segment"), node("a"), node("f", "filter"), node("x")], [way("a", "x")])
    expect(whyNotConnect(canvas, edge, ways)).toBe(why)
  })

  it("refuses pasted rubbish, and gives copies names of their own", () => {
    for (const text of ["", "hello", "{}", "null", "[1]", '"text"'])
      expect(readClip(text)).toEqual({ problem: "not_a_clip" })
    const text = clipText({ ...drawn([node("a"), node("b", "tags", 10, 5)], [way("a", "b")]), plan: "here" })
    expect(readClip(text.slice(0, -5))).toEqual({ problem: "broken" })
    expect(readClip(text.replace('"kind":"tags"', '"kind":7'))).toEqual({ problem: "broken" })
    const many = drawn(
      Array.from({ length: 2000 }, (_, i) => node(`n${i}`)),
      [],
    )
    expect(readClip(clipText({ ...many, plan: "here" }))).toEqual({ problem: "too_large" })
    const read = readClip(text)
    if (!("clip" in read)) throw new Error("not read")
    const pasted = pasteClip(drawn([node("a")], []), read.clip, { x: 100, y: 100 }, "here")
    expect(pasted.canvas.nodes.map(({ position }) => position)).toEqual([
      { x: 0, y: 0 },
      { x: 100, y: 100 },
      { x: 110, y: 105 },
    ])
    expect(pasted.ids).not.toContain("a")
    expect(pasted.canvas.edges).toEqual([way(pasted.ids[0]!, pasted.ids[1]!)])
  })

  it("lines cards up and spreads them", () => {
    const canvas = drawn([node("a", "tags", 0, 0), node("b", "tags", 10, 50), node("c", "tags", 100, 20)], [])
    const places = (how: (typeof ALIGNMENTS)[number]) =>
      alignParts(canvas, ["a", "b", "c"], how).nodes.map(({ position }) => [position.x, position.y])
    expect(places("left")).toEqual([
      [0, 0],
      [0, 50],
      [0, 20],
    ])
    expect(places("middle").map(([, y]) => y)).toEqual([25, 25, 25])
    expect(places("spread_across").map(([x]) => x)).toEqual([0, 50, 100])
  })
})
