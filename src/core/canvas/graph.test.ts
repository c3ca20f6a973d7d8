import fc from "fast-check"
import { cardsBefore, graphOf, loopsIn, reachableFrom, topologicalOrder } from "./graph"
import { canvasSchema } from "./schema"

const drawing = fc.array(fc.tuple(fc.nat(7), fc.nat(3), fc.nat(7)), { maxLength: 20 }).map((edges) =>
  canvasSchema.parse({
    nodes: Array.from({ length: 8 }, (_, i) => ({ id: `n${i}`, kind: "any" })),
    edges: edges.map(([from, port, to]) => ({ from: `n${from}`, port: `p${port}`, to: `n${to}` })),
  }),
)

describe("walking over a canvas", () => {
  it("orders the nodes so that every edge leads forward, exactly when nothing loops", () => {
    fc.assert(
      fc.property(drawing, (canvas) => {
        const graph = graphOf(canvas)
        const order = topologicalOrder(graph)
        expect(order === null).toBe(loopsIn(graph).length > 0)
        for (const [index, id] of (order ?? []).entries())
          for (const to of graph.after(id)) expect(order!.indexOf(to)).toBeGreaterThan(index)
      }),
    )
  })

  it("shows only loops that one can walk", () => {
    fc.assert(
      fc.property(drawing, fc.nat(7), (canvas, closed) => {
        const graph = graphOf(canvas)
        for (const loop of loopsIn(graph, new Set([`n${closed}`]))) {
          expect(loop).not.toContain(`n${closed}`)
          loop.forEach((id, i) => {
            expect(graph.after(id)).toContain(loop[(i + 1) % loop.length])
          })
        }
      }),
    )
  })

  it("reaches what the edges reach, and answers nothing behind an open port", () => {
    const canvas = canvasSchema.parse({
      nodes: ["a", "b", "c"].map((id) => ({ id, kind: "any" })),
      edges: [{ from: "a", to: "b" }],
    })
    const graph = graphOf(canvas)
    expect([...reachableFrom(graph, ["a"])]).toEqual(["a", "b"])
    expect(graph.next("a", "out")).toBe("b")
    expect(graph.next("b", "out")).toBeNull()
  })

  it("comes before exactly where one can walk to (C5)", () => {
    fc.assert(
      fc.property(drawing, fc.nat(7), (canvas, at) => {
        const graph = graphOf(canvas)
        const walked = canvas.nodes.filter(({ id }) => reachableFrom(graph, graph.after(id)).has(`n${at}`))
        const here = graph.nodes.has(`n${at}`)
        expect(cardsBefore(canvas, `n${at}`)).toEqual(here ? walked : [])
      }),
    )
  })
})
