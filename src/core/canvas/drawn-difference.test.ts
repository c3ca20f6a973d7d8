import { changesOf } from "./changes"
import { drawnDifference, wayKey } from "./drawn-difference"
import { planSettingsSchema } from "./plan-settings"
import { canvasSchema } from "./schema"

const settings = planSettingsSchema.parse({})
const stood = (nodes: object[], edges: object[] = [], notes: object[] = []) => ({
  settings,
  canvas: canvasSchema.parse({ nodes, edges, notes }),
})
const who = { id: "who", kind: "conditions", position: { x: 0, y: 0 } }
const rest = { id: "rest", kind: "wait", settings: { amount: 1, unit: "days" }, position: { x: 340, y: 0 } }
const mark = { id: "mark", kind: "tags", settings: { add: ["a"] }, position: { x: 680, y: 0 } }
const before = stood(
  [who, rest, mark],
  [
    { from: "who", to: "rest" },
    { from: "rest", to: "mark" },
  ],
)

describe("two states of a plan as one drawing (P20, C11)", () => {
  it("shows a card that is gone where it was, with the ways that led to it and on", () => {
    const after = stood([who, mark], [{ from: "who", to: "mark" }])
    const drawn = drawnDifference(before, after)
    expect(drawn.ghosts).toEqual([before.canvas.nodes[1]])
    expect(drawn.gone.map(({ from, to }) => `${from} ${to}`)).toEqual(["who rest", "rest mark"])
    expect([...drawn.cards]).toEqual([["rest", "removed"]])
    expect([...drawn.ways.keys()]).toEqual([wayKey({ from: "who", port: "out" })])
  })

  it("marks what came and what says something else, and leaves alone what only lies elsewhere", () => {
    const after = stood(
      [
        { ...who, position: { x: 0, y: 500 } },
        { ...rest, settings: { amount: 2, unit: "days" } },
        mark,
        { id: "end", kind: "exit" },
      ],
      [
        { from: "who", to: "rest" },
        { from: "rest", to: "mark" },
        { from: "mark", to: "end" },
      ],
    )
    const drawn = drawnDifference(before, after)
    expect([...drawn.cards]).toEqual([
      ["rest", "changed"],
      ["end", "added"],
    ])
    expect(drawn.gone).toEqual([])
    expect(drawn.ghosts).toEqual([])
    expect(changesOf(before, after)).toEqual({
      ...{ added: 1, removed: 0, changed: 1, ways: 1, settings: 0, notes: 0, layout: true },
    })
  })

  it("counts a new card as no move, and a note as something beside the plan (C1)", () => {
    const more = stood([...before.canvas.nodes, { id: "end", kind: "exit" }], before.canvas.edges)
    expect(changesOf(before, more)).toMatchObject({ added: 1, layout: false })
    const noted = stood(before.canvas.nodes, before.canvas.edges, [
      { id: "n", text: "Why", position: { x: 0, y: 0 } },
    ])
    expect(changesOf(before, noted)).toEqual({
      ...{ added: 0, removed: 0, changed: 0, ways: 0, settings: 0, notes: 1, layout: false },
    })
  })
})
