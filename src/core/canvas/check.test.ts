import { z } from "zod"
import { type CheckedKinds, checkCanvas, problemsOfNode, readCanvas } from "./check"
import { type Canvas, canvasSchema } from "./schema"

const kinds: CheckedKinds = new Map(
  Object.entries({
    who: {
      label: { en: "Who" },
      entry: true,
      settings: z.strictObject({ segment_id: z.string() }),
      ports: () => [{ id: "out" }],
      check: ({
        settings,
        path,
        exists,
      }: {
        settings: { segment_id: string }
        path: string
        exists: CheckExists
      }) =>
        exists("segment", settings.segment_id)
          ? []
          : [{ code: "test/missing", path: `${path}.segment_id`, message: "It is gone." }],
    },
    ask: { label: { en: "Ask" }, settings: z.strictObject({}), ports: () => [{ id: "yes" }, { id: "no" }] },
    wait: {
      label: { en: "Wait" },
      settings: z.strictObject({ minutes: z.number() }),
      ports: () => [{ id: "out" }],
      pause: (settings: { minutes: number }) => settings.minutes * 60_000,
    },
    say: {
      label: { en: "Say" },
      settings: z.strictObject({ text: z.string() }),
      ports: () => [{ id: "out" }],
    },
  }),
) as CheckedKinds
type CheckExists = (thing: "segment", id: string) => boolean

const nodes = {
  who: { id: "who", kind: "who", settings: { segment_id: "s1" } },
  ask: { id: "ask", kind: "ask" },
  say: { id: "say", kind: "say", settings: { text: "hello" } },
  wait: { id: "wait", kind: "wait", settings: { minutes: 1 } },
}
const draw = (given: z.input<typeof canvasSchema>["nodes"], edges: string[]): Canvas =>
  canvasSchema.parse({
    nodes: given,
    edges: edges.map((edge) => {
      const [from, port, to] = edge.split(" ")
      return { from, port, to }
    }),
  })
const codes = (canvas: Canvas) => checkCanvas(canvas, kinds).map((p) => `${p.code} ${p.path}`)

describe("the check of a canvas (C2)", () => {
  it("finds nothing wrong where everybody leaves at an open end", () => {
    expect(codes(draw([nodes.who, nodes.ask, nodes.say], ["who out ask", "ask yes say"]))).toEqual([])
  })

  it("asks for somebody to come in", () => {
    expect(codes(draw([nodes.say], []))).toEqual(["canvas/no-entry nodes"])
  })

  it("refuses an edge that leads nowhere, from either end", () => {
    const canvas = draw([nodes.who], ["who out gone", "ghost out who"])
    expect(codes(canvas)).toEqual(["canvas/dangling-edge edges.0", "canvas/dangling-edge edges.1"])
    expect(checkCanvas(canvas, kinds)[0]).toMatchObject({
      message: 'The edge from "who" to "gone" leads nowhere: there is no node "gone".',
      hint: expect.any(String),
    })
  })

  it("names an unknown kind and keeps checking the rest", () => {
    const strange = { id: "x", kind: "acme:fax" }
    expect(
      codes(draw([nodes.who, strange, { ...nodes.say, settings: {} }], ["who out x", "x out say"])),
    ).toEqual(["canvas/unknown-kind nodes.x.kind", "canvas/settings nodes.say.settings.text"])
  })

  it("says of a missing setting that it is needed", () => {
    const [problem] = checkCanvas(draw([{ id: "who", kind: "who", name: "Lapsed" }], []), kinds)
    expect(problem?.message).toBe('"Lapsed": segment_id is needed.')
  })

  it("refuses two edges from one port, a port the node has not, and an edge into an entry", () => {
    const canvas = draw(
      [nodes.who, nodes.ask, nodes.say],
      ["who out ask", "who out say", "ask maybe say", "say out who"],
    )
    expect(codes(canvas)).toEqual([
      "canvas/port-taken nodes.who.ports.out",
      "canvas/unknown-port nodes.ask.ports.maybe",
      "canvas/edge-into-entry edges.3",
      "canvas/loop nodes.who",
    ])
    expect(problemsOfNode(checkCanvas(canvas, kinds), "ask").map((p) => p.code)).toEqual([
      "canvas/unknown-port",
    ])
  })

  it("refuses a node that nobody can reach", () => {
    expect(codes(draw([nodes.who, nodes.say], []))).toEqual(["canvas/unreachable nodes.say"])
  })

  it("refuses a loop without a wait and shows the way round (F15)", () => {
    const canvas = draw([nodes.who, nodes.ask, nodes.say], ["who out ask", "ask yes say", "say out ask"])
    expect(checkCanvas(canvas, kinds)).toMatchObject([
      {
        code: "canvas/loop",
        path: "nodes.ask",
        message: "People would go round without a pause: Ask → Say → Ask.",
      },
    ])
  })

  it("allows the loop when everybody waits a minute in it, and not when it is less (F15)", () => {
    const edges = ["who out ask", "ask yes wait", "wait out ask"]
    expect(codes(draw([nodes.who, nodes.ask, nodes.wait], edges))).toEqual([])
    const short = { ...nodes.wait, settings: { minutes: 0.5 } }
    expect(codes(draw([nodes.who, nodes.ask, short], edges))).toEqual(["canvas/loop nodes.ask"])
  })

  it("warns of a circle that nobody ever leaves, and not where a way of it is open (F15)", () => {
    const endless = draw([nodes.who, nodes.wait, nodes.say], ["who out wait", "wait out say", "say out wait"])
    expect(checkCanvas(endless, kinds)).toMatchObject([
      { code: "canvas/no-exit", path: "nodes.wait", severity: "warning" },
    ])
    const open = draw([nodes.who, nodes.wait, nodes.ask], ["who out wait", "wait out ask", "ask yes wait"])
    expect(codes(open)).toEqual([])
  })

  it("lets a kind ask whether what it points at is there", () => {
    const canvas = draw([nodes.who], [])
    expect(checkCanvas(canvas, kinds, (_, id) => id === "s1")).toEqual([])
    expect(checkCanvas(canvas, kinds, () => false)).toMatchObject([{ path: "nodes.who.settings.segment_id" }])
  })
})

describe("reading a canvas", () => {
  it("keeps an unfinished drawing", () => {
    expect(
      readCanvas({ nodes: [{ id: "a", kind: "unheard-of" }], edges: [{ from: "a", to: "b" }] }).problems,
    ).toEqual([])
  })

  it("refuses two nodes of one id, ids that are no ids, and more than 500 nodes", () => {
    const twice = readCanvas({ nodes: [nodes.say, nodes.say] })
    expect(twice.problems).toMatchObject([
      { code: "canvas/shape", path: "canvas.nodes.1.id", message: 'nodes.1.id is used twice: "say".' },
    ])
    expect(readCanvas({ nodes: [{ id: "a:b", kind: "say" }] }).problems).toHaveLength(1)
    const many = Array.from({ length: 501 }, (_, i) => ({ id: `n${i}`, kind: "say" }))
    expect(readCanvas({ nodes: many }).problems).toMatchObject([
      { message: "nodes holds at most 500 nodes." },
    ])
  })

  it("refuses what is no canvas at all without falling over", () => {
    for (const given of [
      undefined,
      null,
      3,
      "x",
      [],
      { nodes: 1 },
      { nodes: [null] },
      { nodes: [], extra: 1 },
    ])
      expect(readCanvas(given).problems).not.toEqual([])
  })
})
