import { runFilter } from "./run"

describe("a filter (C5)", () => {
  it("sends who meets the conditions by yes and everybody else by no", () => {
    expect(runFilter({ facts: { matches: true } })).toEqual({ do: "go", port: "yes" })
    expect(runFilter({ facts: { matches: false } })).toEqual({ do: "go", port: "no" })
    expect(runFilter({ facts: {} })).toEqual({ do: "go", port: "no" })
  })
})
