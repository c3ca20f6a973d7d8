import type { Estimate } from "../api/plans"
import { headsAt } from "./node-counts"

describe("how many would come to a card (C3)", () => {
  const estimate = {
    nodes: { mail: 20, late: null, loop: null },
    at_most: { late: 20 },
  } as unknown as Estimate

  it("is a number, a bound where nobody knows the way, or nothing", () => {
    expect(headsAt(estimate, "mail")).toEqual({ count: 20, atMost: false })
    expect(headsAt(estimate, "late")).toEqual({ count: 20, atMost: true })
    expect(headsAt(estimate, "loop")).toBeUndefined()
    expect(headsAt(undefined, "mail")).toBeUndefined()
  })
})
