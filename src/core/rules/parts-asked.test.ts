import type { RuleField } from "./field"
import { partsAsked } from "./parts-asked"
import type { Rule } from "./schema"

const FAMILIES: Record<string, Partial<RuleField>> = {
  "profile.tags": { family: "profile" },
  "profile.attributes.size": { family: "attributes" },
  "points.balance": { family: "points" },
  "coupons.free": { family: "coupons" },
  "lifecycle.stage": { family: "lifecycle" },
  "cart.open": { family: "cart" },
  "guest.visits": { family: "guest", read_from: "facts" },
  "guest.worth": { family: "guest", read_from: "points" },
  "guest.anything": { family: "guest" },
}
const field = (id: string) => FAMILIES[id] as RuleField | undefined
const segments = new Map<string, { rule: Rule | null }>([
  ["dynamic", { rule: { all: [{ in_segment: "list" }, { holds: "coupon" }] } as Rule }],
  ["list", { rule: null }],
])
const asked = (rule: object, fields: string[] = []) =>
  [...partsAsked({ rules: [rule as Rule], fields }, { field, segments })].sort()

describe("what of people a plan changes by itself and a rule asks about (P14)", () => {
  it("is a field, coupons, points, scores, a list or a plan, through the segments that it reaches", () => {
    const fact = (id: string) => ({ fact: id, op: "known" })
    expect(asked({ any: [fact("profile.tags"), { not: fact("profile.attributes.size") }] })).toEqual([
      "profile.attributes.size",
      "profile.tags",
    ])
    expect(asked({ all: [fact("points.balance"), fact("lifecycle.stage")] })).toEqual(["points", "scores"])
    expect(asked({ in_segment: "dynamic" })).toEqual(["coupons", "list:list"])
    expect(asked({ plan: "mkplan_1", outcome: "received" })).toEqual(["plan:mkplan_1"])
    expect(asked({ all: [] }, ["coupons.free"])).toEqual(["coupons"])
  })

  it("is nothing that only people do, and anything where a guest's field does not say what it reads", () => {
    expect(asked({ all: [{ did: "purchase" }, { fact: "cart.open", op: "known" }] })).toEqual([])
    expect(asked({ all: [] }, ["guest.visits", "guest.worth", "guest.anything"])).toEqual(["any", "points"])
  })
})
