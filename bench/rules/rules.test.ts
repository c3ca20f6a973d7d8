import { conditionsIn } from "../../src/core/rules/segments"
import { gapsIn } from "./gaps"
import { PAIRS } from "./index"

describe("the rules of the benchmark", () => {
  it("are forty at least, and together use every field, operator, source, measure and window of the language", () => {
    expect(PAIRS.length).toBeGreaterThanOrEqual(40)
    expect(gapsIn(PAIRS.map(({ rule }) => rule))).toEqual([])
  })

  it("each have a name of their own", () => {
    expect(new Set(PAIRS.map(({ name }) => name)).size).toBe(PAIRS.length)
  })

  it("miss what is left out of them", () => {
    const without = PAIRS.map(({ rule }) => rule).filter(
      (rule) => !conditionsIn(rule).some(({ condition }) => "outcome" in condition),
    )
    expect(gapsIn(without)).toContain("plan converted")
  })
})
