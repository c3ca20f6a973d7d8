import { placeProblems } from "./place-problems"
import { type GroupNode, treeOf } from "./tree"

const problem = (path: string) => ({ code: "rule/type", path, message: "Expected a number." })

describe("problems of a rule (A6)", () => {
  const tree = treeOf({
    all: [{ in_segment: "a" }, { not: { any: [{ in_segment: "b" }, { in_segment: "c" }] } }],
  })
  const [first, none] = tree.nodes as [GroupNode, GroupNode]

  it("stand at the condition they speak of, however deep they point into it", () => {
    const { at, elsewhere } = placeProblems(
      [problem("all.0.in_segment"), problem("rule.all.1.not.any.1.value.0"), problem("all.1")],
      tree,
    )
    expect([...at.keys()]).toEqual([first.id, none.nodes[1]!.id, none.id])
    expect(elsewhere).toEqual([])
  })

  it("of one row are not those of its neighbours", () => {
    const many = treeOf({ all: Array.from({ length: 11 }, () => ({ in_segment: "a" })) })
    const { at } = placeProblems([problem("all.10"), problem("all.1.op")], many)
    expect([...at.keys()]).toEqual([many.nodes[10]!.id, many.nodes[1]!.id])
  })

  it("with the rule as a whole stand elsewhere", () => {
    const { at, elsewhere } = placeProblems([problem(""), problem("rule"), problem("segment_id")], tree)
    expect(at.size).toBe(0)
    expect(elsewhere).toHaveLength(3)
  })
})
