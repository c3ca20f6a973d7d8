import { problemsAt, type Rule } from "./rule"
import { ruleOfTree, treeOf } from "./tree"

const woman: Rule = { fact: "profile.gender", op: "is", value: "female" }
const shown = (rule: Rule | null) => ruleOfTree(treeOf(rule))

describe("a rule in the editor", () => {
  it("starts as an empty group in which everyone matches", () => {
    expect(shown(null)).toEqual({ all: [] })
  })

  it("shows a single condition as a group of one", () => {
    expect(shown(woman)).toEqual({ all: [woman] })
  })

  it("shows every 'not' as 'none of', no deeper than it was", () => {
    expect(treeOf({ not: woman })).toMatchObject({ mode: "none", nodes: [{ condition: woman }] })
    expect(shown({ not: woman })).toEqual({ not: woman })
    expect(shown({ not: { any: [woman] } })).toEqual({ not: woman })
    expect(shown({ not: { any: [{ any: [woman] }] } })).toEqual({ not: { any: [{ any: [woman] }] } })
  })

  it("puts a problem at the row it belongs to and not at its neighbours", () => {
    const problems = [{ path: "all.1.value" }, { path: "rule.all.10" }, { path: "all.1" }]
    expect(problemsAt(problems, "all.1")).toEqual([problems[0], problems[2]])
    expect(problemsAt(problems, "all.10")).toEqual([problems[1]])
  })
})
