import { atStakeOf } from "./at-stake"
import { canvasSchema } from "./schema"

const canvas = canvasSchema.parse({
  nodes: [
    { id: "who", kind: "conditions", settings: {} },
    { id: "mail", kind: "message", name: "First mail", settings: {} },
    { id: "gift", kind: "points", settings: { amount: 20 } },
    { id: "later", kind: "points", settings: { amount: 5 } },
  ],
})
const groups: Record<string, string> = { conditions: "who", message: "reach", points: "give" }

describe("what is at stake when a plan is approved (P13)", () => {
  it("are the messages and benefits that the estimate counts heads for", () => {
    const heads = { who: 10, mail: 10, gift: 8, later: null }
    expect(atStakeOf(canvas, heads, (kind) => groups[kind])).toEqual([
      { node: "mail", kind: "message", name: "First mail", heads: 10, points: null },
      { node: "gift", kind: "points", heads: 8, points: 160 },
      { node: "later", kind: "points", heads: null, points: null },
    ])
  })

  it("is nothing that can be said where nobody can be counted, or a kind is gone", () => {
    expect(atStakeOf(canvas, {}, (kind) => groups[kind]).map(({ heads }) => heads)).toEqual([
      null,
      null,
      null,
    ])
    expect(atStakeOf(canvas, {}, () => undefined)).toEqual([])
  })
})
