import { graphOf } from "./graph"
import { aheadOf, landingsOf, nextKept } from "./moving"
import { canvasSchema } from "./schema"

const drawn = (nodes: [id: string, kind?: string, settings?: object][], edges: [string, string][] = []) =>
  canvasSchema.parse({
    nodes: nodes.map(([id, kind = "wait", settings = {}]) => ({ id, kind, settings })),
    edges: edges.map(([from, to]) => ({ from, to })),
  })
const isPlace = ({ kind }: { kind: string }) => kind !== "segment"
const codes = (problems: { code: string; path: string }[]) =>
  problems.map(({ code, path }) => `${code} ${path}`)

describe("where the people of an old version go on (P20)", () => {
  const before = drawn(
    [["who", "segment"], ["rest"], ["ask", "wait", { days: 1 }], ["mark", "tags"], ["constructor"]],
    [
      ["who", "rest"],
      ["rest", "ask"],
      ["ask", "mark"],
    ],
  )

  it("is the same card where it is there, asked anew where its settings are others, begun where it is another kind", () => {
    const after = drawn([["rest"], ["ask", "wait", { days: 2 }], ["mark", "exit"], ["constructor"]])
    const { landings, problems } = landingsOf(before, after, {}, isPlace)
    expect(problems).toEqual([])
    expect(Object.fromEntries(landings)).toMatchObject({
      rest: { do: "stay", asked: false },
      ask: { do: "stay", asked: true },
      mark: { do: "begin", node: "mark" },
    })
    expect(landings.get("constructor")).toEqual({ do: "stay", asked: false })
  })

  it("must be said of every card that is gone and that people stand at, and must be a place", () => {
    const after = drawn([
      ["who", "segment"],
      ["mark", "tags"],
    ])
    expect(codes(landingsOf(before, after, {}, isPlace).problems)).toEqual([
      "move/unmapped nodes.rest",
      "move/unmapped nodes.ask",
      "move/unmapped nodes.constructor",
    ])
    const map = { rest: "mark", ask: { leave: "over" }, constructor: "who", other: "mark" }
    const { landings, problems } = landingsOf(before, after, map, isPlace)
    expect(codes(problems)).toEqual(["move/no-such-card nodes.other", "move/no-place nodes.constructor"])
    expect(landings.get("rest")).toEqual({ do: "begin", node: "mark" })
    expect(landings.get("ask")).toEqual({ do: "leave", reason: "over" })
  })

  it("is proposed as the first card behind it that is still there", () => {
    const after = drawn([["mark", "tags"]])
    expect(nextKept(before, after, "rest", isPlace)).toBe("mark")
    expect(nextKept(before, after, "mark", isPlace)).toBeNull()
    expect([...aheadOf(graphOf(before), "rest")].sort()).toEqual(["ask", "mark"])
  })
})
