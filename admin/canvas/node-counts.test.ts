import type { Estimate } from "../api/plans"
import { headsAt, wentOn } from "./node-counts"

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

describe("how many went on from a card (C3, P15)", () => {
  const ways = [{ id: "out" }]
  const figures = (passed: Record<string, number>) => ({
    node: "n",
    in: 9,
    waiting: 0,
    retrying: 0,
    parked: 0,
    passed,
  })

  it("are not those whom the plan's conditions turned away where people come in", () => {
    const trigger = figures({ out: 160, "": 3, conditions: 1401 })
    expect(wentOn(trigger, ways, { entry: true })).toEqual({ passed: 163, turnedAway: 1401 })
    // By a way that an earlier version of the card had.
    expect(wentOn(figures({ out: 4, not_sent: 2 }), ways, {})).toEqual({ passed: 6, turnedAway: 0 })
  })
})
