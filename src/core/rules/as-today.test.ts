import { askedAsToday } from "./as-today"
import type { RuleField } from "./field"
import type { Rule } from "./schema"

const field = (id: string) =>
  ({ id, family: id.split(".")[0], label: { en: `The ${id}` } }) as unknown as RuleField
const inner: Rule = { all: [{ fact: "profile.city", op: "is", value: "Ulm" }, { in_segment: "mkseg_self" }] }
const segments = new Map([
  ["mkseg_self", { rule: inner }],
  ["mkseg_list", { rule: null }],
])
const asked = (rule: Rule) => askedAsToday(rule, { field, segments }).map(({ en }) => en)

describe("what a rule about the past takes as it is today (P15)", () => {
  it("is what a person is, not what they did, had or were counted in", () => {
    expect(
      asked({
        all: [
          { fact: "profile.tags", op: "has_any", value: ["vip"] },
          { fact: "profile.became_customer_at", op: "known" },
          { fact: "purchase.count", op: "gte", value: 2 },
          { fact: "points.balance", op: "gte", value: 2 },
          { did: "visited", count: { gte: 2 } },
          { holds: "coupon" },
          { in_segment: "mkseg_list" },
        ],
      }),
    ).toEqual(["The profile.tags"])
  })

  it("is looked for in segments, in circles too, and of carts is what lay in them", () => {
    expect(asked({ not: { in_segment: "mkseg_self" } })).toEqual(["The profile.city"])
    expect(asked({ did: "cart_open" })).toEqual([])
    expect(asked({ did: "visited", then: { did: "cart_open", where: { product_id: "prod_1" } } })).toEqual([
      "What lay in carts",
    ])
  })
})
