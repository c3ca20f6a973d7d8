// @ts-expect-error plain script without types
import { declaredFailPoints } from "../../scripts/fail-points.mjs"
import { POINTS as SIMULATED } from "../simulate/hands"
import { POINTS as HOUSEWORK } from "./housework/house"
import { POINTS as RACING } from "./run-crashes"

/** They do not stand in the code: what happens to a connection. */
const isCut = (point: string) => point.includes(" ")

describe("points at which somebody may die", () => {
  it("are all known to a harness that kills there, and none is known that the code does not come past", () => {
    const killed = new Set([...RACING, ...SIMULATED, ...HOUSEWORK].filter((point) => !isCut(point)))
    expect([...killed].sort()).toEqual(declaredFailPoints())
  })
})
