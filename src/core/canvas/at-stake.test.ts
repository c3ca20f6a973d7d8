import { atStakeOf, type Gift, worthAtStake } from "./at-stake"
import { canvasSchema } from "./schema"

const canvas = canvasSchema.parse({
  nodes: [
    { id: "who", kind: "conditions", settings: {} },
    { id: "mail", kind: "message:email", name: "First mail", settings: {} },
    { id: "gift", kind: "benefit:points", settings: {} },
    { id: "late", kind: "benefit:coupon", settings: {} },
    { id: "loop", kind: "benefit:points", settings: {} },
  ],
})
const groups: Record<string, string> = {
  conditions: "who",
  "message:email": "reach",
  "benefit:points": "give",
  "benefit:coupon": "give",
}
const twenty: Gift = { points: 20, worth: { eur: 20, usd: 20 }, by_the_cart: false }
const fiver: Gift = { points: 0, worth: { eur: 500 }, by_the_cart: false }

describe("what is at stake when a plan is approved (P13)", () => {
  const counted = {
    nodes: { who: 10, mail: 10, gift: 8, late: null, loop: null },
    at_most: { late: 7 },
    gifts: { gift: twenty, late: fiver, loop: twenty },
  }
  const cards = atStakeOf(canvas, counted, (kind) => groups[kind])

  it("are the messages and benefits, for as many as the estimate counts, at most, or for each", () => {
    expect(cards).toEqual([
      { node: "mail", kind: "message:email", name: "First mail", heads: 10, at_most: null, gift: null },
      {
        ...{ node: "gift", kind: "benefit:points", heads: 8, at_most: null },
        gift: { points: 160, worth: { eur: 160, usd: 160 }, by_the_cart: false },
      },
      {
        ...{ node: "late", kind: "benefit:coupon", heads: null, at_most: 7 },
        gift: { points: 0, worth: { eur: 3500 }, by_the_cart: false },
      },
      { node: "loop", kind: "benefit:points", heads: null, at_most: null, gift: twenty },
    ])
  })

  it("is money, of all whose number is known", () => {
    expect(worthAtStake(cards)).toEqual({ eur: 3660, usd: 160 })
    expect(worthAtStake([])).toEqual({})
  })

  it("is nothing that can be said where nobody can be counted, or a kind is gone", () => {
    const nobody = { nodes: {}, at_most: {}, gifts: {} }
    expect(atStakeOf(canvas, nobody, (kind) => groups[kind]).map(({ heads }) => heads)).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(atStakeOf(canvas, nobody, () => undefined)).toEqual([])
  })
})
