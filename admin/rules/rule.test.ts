import { countConditions, forEditing, problemsAt, type Rule } from "./rule"

const woman: Rule = { fact: "profile.gender", op: "is", value: "female" }

describe("a rule in the editor", () => {
  it("starts as an empty group in which everyone matches", () => {
    expect(forEditing(null)).toEqual({ all: [] })
  })

  it("shows a single condition as a group of one", () => {
    expect(forEditing(woman)).toEqual({ all: [woman] })
  })

  it("shows every 'not' as 'none of', without changing what it means", () => {
    expect(forEditing({ not: woman })).toEqual({ not: { any: [woman] } })
    expect(forEditing({ all: [{ not: { all: [woman, woman] } }] })).toEqual({
      all: [{ not: { any: [{ all: [woman, woman] }] } }],
    })
  })

  it("counts conditions and not groups", () => {
    expect(countConditions({ all: [woman, { not: { any: [woman, woman] } }] })).toBe(3)
  })

  it("puts a problem at the row it belongs to and not at its neighbours", () => {
    const problems = [{ path: "all.1.value" }, { path: "rule.all.10" }, { path: "all.1" }]
    expect(problemsAt(problems, "all.1")).toEqual([problems[0], problems[2]])
    expect(problemsAt(problems, "all.10")).toEqual([problems[1]])
  })
})
