import { describeRule } from "./describe"
import type { Rule } from "./schema"

const read = (rule: Rule, language: "en" | "zhCN" = "en") =>
  describeRule(rule, {
    language,
    field: (id) =>
      id === "profile.gender"
        ? {
            id,
            label: { en: "gender", zhCN: "性别" },
            type: "choice",
            choices: [{ value: "female", label: { en: "Female", zhCN: "女" } }],
          }
        : undefined,
    name: (_, id) => id,
  } as Parameters<typeof describeRule>[1])

describe("a rule read aloud (A6)", () => {
  it.each<[Rule, string]>([
    [{ all: [] }, "All customers."],
    [{ fact: "profile.gender", op: "is", value: "female" }, "Customers whose gender is Female."],
    [
      {
        did: "purchase",
        count: { gte: 2 },
        amount: { gt: 50_000, currency: "eur" },
        window: { last: { days: 90 } },
      },
      "Customers who made a purchase at least 2 times and for more than 500.00 EUR in all in the last 90 days.",
    ],
    [
      { all: [{ did: "purchase" }, { did: "refund", count: { eq: 0 } }] },
      "Customers who made a purchase and who never got a refund.",
    ],
    [{ did: "constructor", where: { toString: "x" } }, "Customers who did “constructor” (toString is “x”)."],
    [{ not: { in_segment: "Regulars" } }, "Customers except those (who are in the segment “Regulars”)."],
    [
      { did: "cart_updated", not_then: { did: "order_placed" }, within: { hours: 2 } },
      "Customers who changed the cart, and afterwards never placed an order within 2 hours.",
    ],
    [
      { did: "left_page", sum: { of: "seconds", gte: 60 }, where: { path: { starts_with: "/shoes" } } },
      "Customers who left a page (page starts with “/shoes”) with at least 60 as the sum of “seconds stayed”.",
    ],
  ])("says %j as a sentence", (rule, sentence) => {
    expect(read(rule)).toBe(sentence)
  })

  it("says it in Chinese", () => {
    expect(read({ fact: "profile.gender", op: "is", value: "female" }, "zhCN")).toBe(
      "满足以下条件的客户：性别是女。",
    )
  })
})
