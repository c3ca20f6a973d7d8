import type { Problem } from "../../problem"
import type { Canvas, CanvasEdge } from "../schema"
import { placeAfter } from "./connecting"
import { mendOf } from "./mending"
import { type OutlineLine, outlineOf, walkingOrder } from "./outline"
import { freePlace, freePlaceFor, makeRoom, placeBehind } from "./placing"
import { stepFrom } from "./walking"
import type { Ways } from "./ways"

const node = (id: string, x = 0, y = 0, kind = "tags") => ({ id, kind, settings: {}, position: { x, y } })
const way = (from: string, to: string, port = "out", input = "in"): CanvasEdge => ({ from, port, to, input })
const ways: Ways = {
  ports: ({ kind }) => (kind === "filter" ? ["yes", "no"] : kind === "exit" ? [] : ["out"]),
  inputs: ({ kind }) => (kind === "segment" ? [] : ["in"]),
  along: ({ kind }) => (kind === "filter" ? ["yes"] : ["out"]),
  main: ({ kind }) => (kind === "filter" ? ["yes"] : kind === "exit" ? [] : ["out"]),
  gathers: () => false,
}
const canvas: Canvas = {
  nodes: [
    node("late", 600, 0),
    node("who", 0, 0, "segment"),
    node("sort", 300, 0, "filter"),
    node("other", 600, 200),
    node("alone", 0, 400),
  ],
  edges: [way("who", "sort"), way("sort", "late", "yes"), way("sort", "other", "no"), way("other", "late")],
  notes: [],
}

describe("walking a drawing by keyboard (C1)", () => {
  it("goes along the ways, the uppermost first, and to what stands above and below", () => {
    expect(stepFrom(canvas, "who", "on")).toBe("sort")
    expect(stepFrom(canvas, "sort", "on")).toBe("late")
    expect(stepFrom(canvas, "late", "back")).toBe("sort")
    expect(stepFrom(canvas, "late", "down")).toBe("other")
    expect(stepFrom(canvas, "other", "up")).toBe("late")
    expect(stepFrom(canvas, "late", "up")).toBeNull()
  })

  it("goes to the nearest card where no way leads, and begins with the first", () => {
    expect(stepFrom(canvas, "alone", "on")).toBe("other")
    expect(stepFrom(canvas, "gone", "on")).toBe("late")
    expect(stepFrom({ nodes: [], edges: [], notes: [] }, "gone", "on")).toBeNull()
  })
})

describe("a card added behind another (C1)", () => {
  const sort = canvas.nodes[2]!
  it("goes to the free way of those who go on, and onto its line where that is taken", () => {
    expect(placeAfter({ ...canvas, edges: [way("who", "sort")] }, sort, ways)).toEqual({ port: "yes" })
    expect(placeAfter(canvas, sort, ways)).toEqual({ line: way("sort", "late", "yes") })
  })

  it("never goes to those who were turned away, though their way is free", () => {
    const edges = [way("sort", "late", "yes")]
    expect(placeAfter({ ...canvas, edges }, sort, ways)).toEqual({ line: edges[0] })
    expect(placeAfter(canvas, node("end", 0, 0, "exit"), ways)).toBeNull()
  })
})

describe("a drawing told card by card (C1)", () => {
  it("goes along each way to its end before the next, and names every card once", () => {
    expect(walkingOrder(canvas, ways).map(({ id }) => id)).toEqual(["who", "sort", "late", "other", "alone"])
  })
})

describe("a drawing as a list (C1)", () => {
  const said = (lines: OutlineLine[]): unknown[] =>
    lines.map((line) =>
      "again" in line
        ? `→ ${line.again.id}`
        : line.ways.some(({ then }) => then.length > 0)
          ? { [line.node.id]: line.ways.map(({ port, then }) => [port, said(then)]) }
          : line.node.id,
    )

  it("begins where people come in and names every card once", () => {
    expect(said(outlineOf(canvas, ways))).toEqual([
      "who",
      {
        sort: [
          ["yes", ["late"]],
          ["no", ["other", "→ late"]],
        ],
      },
      "alone",
    ])
  })

  it("ends where people go in a circle, and shows circles that nobody comes to", () => {
    const circle = { ...canvas, nodes: [node("a"), node("b")], edges: [way("a", "b"), way("b", "a")] }
    expect(said(outlineOf(circle, ways))).toEqual(["a", "b", "→ a"])
  })
})

describe("mending a drawing (C2)", () => {
  const wrong: Canvas = {
    ...canvas,
    edges: [
      ...canvas.edges,
      way("who", "other"),
      way("late", "nobody"),
      way("late", "who"),
      way("late", "sort", "old"),
    ],
  }
  const problem = (code: string, path: string): Problem => ({ code, path, message: "" })
  it.each([
    ["canvas/dangling-edge", "edges.5", [way("late", "nobody")]],
    ["canvas/edge-into-entry", "edges.6", [way("late", "who")]],
    ["canvas/port-taken", "nodes.who.ports.out", [way("who", "other")]],
    ["canvas/unknown-port", "nodes.late.ports.old", [way("late", "sort", "old")]],
    ["canvas/unreachable", "nodes.alone", []],
    ["canvas/dangling-edge", "edges.99", []],
    ["canvas/dangling-edge", "elsewhere", []],
  ])("takes the wrong lines of %s at %s away, and nothing that somebody meant", (code, path, edges) => {
    expect(mendOf(problem(code, path), wrong)).toEqual(edges)
  })
})

describe("room for a new card (C1)", () => {
  const size = { width: 240, height: 140 }
  it("is to the right of the card before, below what is there", () => {
    expect(placeBehind(canvas, "alone", size)).toEqual({ x: 336, y: 400 })
    expect(placeBehind(canvas, "who", size)).toEqual({ x: 336, y: 372 })
    expect(freePlace(canvas, { x: 2000, y: 7 }, size)).toEqual({ x: 2000, y: 7 })
  })

  it("is found for several at once, which keep their places among each other and lie on nothing", () => {
    const at = (x: number, y: number) => ({ position: { x, y } })
    const there = [at(0, 0), at(320, -100), at(320, 100), at(640, 500)]
    const copies = there.slice(0, 3)
    const place = freePlaceFor(there, copies, { x: 40, y: 80 }, size)
    const corner = { x: 0, y: -100 }
    for (const { position } of copies) {
      const x = position.x - corner.x + place.x
      const y = position.y - corner.y + place.y
      const over = there.filter(
        (one) => Math.abs(one.position.x - x) < 240 && Math.abs(one.position.y - y) < 140,
      )
      expect(over).toEqual([])
    }
    expect(place.x).toBe(40)
    expect(freePlaceFor([], copies, { x: 5, y: 6 }, size)).toEqual({ x: 5, y: 6 })
  })

  it("is made between two cards by moving what comes behind, and nothing else", () => {
    const { canvas: moved, place } = makeRoom(canvas, "who", "sort", size)
    expect(place).toEqual({ x: 336, y: 0 })
    expect(Object.fromEntries(moved.nodes.map(({ id, position }) => [id, position.x]))).toEqual({
      who: 0,
      sort: 672,
      late: 972,
      other: 972,
      alone: 0,
    })
    expect(moved.nodes.find(({ id }) => id === "alone")).toBe(canvas.nodes.find(({ id }) => id === "alone"))
  })
})
