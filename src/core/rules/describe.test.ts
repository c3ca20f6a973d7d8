import { describeRule } from "./describe"
import { KNOWN_EVENTS } from "./events"
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
      { did: "purchase", amount: { gte: 0, currency: "eur" } },
      "Customers who made a purchase for at least 0.00 EUR in all (or not at all).",
    ],
    [
      { all: [{ did: "purchase" }, { did: "refund", count: { eq: 0 } }] },
      "Customers who made a purchase and who never got a refund.",
    ],
    [
      { did: "purchase", where: { discounted: true }, count: { eq: 0 } },
      "Customers who never made a purchase (with a discount).",
    ],
    [
      { did: "order_placed", where: { discounted: { is: false } } },
      "Customers who placed an order (without a discount).",
    ],
    [{ did: "visited", where: { discounted: true } }, "Customers who visited the shop (discounted is yes)."],
    [{ did: "constructor", where: { toString: "x" } }, "Customers who did “constructor” (toString is “x”)."],
    [
      { not: { in_segment: "Regulars" } },
      "Customers who are not among those (who are in the segment “Regulars”).",
    ],
    [
      { did: "cart_updated", not_then: { did: "order_placed" }, within: { hours: 2 } },
      "Customers who changed the cart, and did not place an order within 2 hours after that.",
    ],
    [
      { did: "left_page", sum: { of: "seconds", gte: 60 }, where: { path: { starts_with: "/shoes" } } },
      "Customers who left a page (page starts with “/shoes”) with “seconds stayed” adding up to at least 60.",
    ],
  ])("says %j as a sentence", (rule, sentence) => {
    expect(read(rule)).toBe(sentence)
  })

  it("says what became of messages of any plan, and by which channel (A4)", () => {
    const told = (language: "en" | "zhCN", rule: Rule) =>
      describeRule(rule, { language, field: () => undefined, name: (_, id) => id })
    const lately = { window: { last: { days: 30 } } }
    expect(told("en", { outcome: "opened", ...lately })).toBe(
      "Customers who opened any message in the last 30 days.",
    )
    expect(told("en", { outcome: "clicked", channel: "E-mail" })).toBe(
      "Customers who clicked in any message by “E-mail”.",
    )
    expect(told("en", { plan: "Spring", outcome: "received", channel: "SMS", ...lately })).toBe(
      "Customers who received a message of the plan “Spring” by “SMS” in the last 30 days.",
    )
    expect(told("zhCN", { outcome: "opened", channel: "邮件" })).toContain("通过“邮件”打开任意消息")
    expect(told("zhCN", { outcome: "converted" })).toContain("因任意计划转化下单")
  })

  it("names an earlier card of the plan as the canvas does, and another plan's by its plan (C5)", () => {
    const asked: Rule = { plan: "Win back", outcome: "clicked", node: "n2", window: { since: "entered" } }
    const told = (language: "en" | "zhCN", card: (id: string) => string | undefined) =>
      describeRule(asked, { language, field: () => undefined, name: (_, id) => id, card })
    const known = (id: string) => (id === "n2" ? "Welcome (E-mail)" : undefined)
    expect(told("en", known)).toBe(
      "Customers who clicked in a message of the card “Welcome (E-mail)” since entering the plan.",
    )
    expect(told("zhCN", known)).toContain("在卡片“Welcome (E-mail)”处点击消息")
    expect(told("en", () => undefined)).toContain("the plan “Win back” (n2)")
  })

  it("says since which card of the plan something is counted (C5)", () => {
    const asked: Rule = { did: "waved", window: { since: "node", node: "n2" } }
    const told = (language: "en" | "zhCN") =>
      describeRule(asked, { language, field: () => undefined, name: (_, id) => id, card: () => "Welcome" })
    expect(told("en")).toContain("did “waved” since the card “Welcome”")
    expect(told("zhCN")).toContain("自卡片“Welcome”以来")
    expect(read(asked)).toContain("since the card “n2”")
  })

  it("says of every known event that somebody did it, and did not", () => {
    for (const { name, said } of KNOWN_EVENTS) {
      const today = { did: name, count: { eq: 0 }, window: { this: "day" } } as Rule
      const [verb = ""] = said.en.replace(/^(have|put) .*/, "").split(" ")
      expect(read(today)).toMatch(/^Customers who (did not (?!\w+ed\b)|do not have )/)
      if (verb) expect(read(today)).not.toContain(`did not ${verb} `)
    }
    expect(read({ did: "cart_open", count: { eq: 0 } })).toBe("Customers who do not have an open cart.")
    expect(read({ did: "cart_open", window: { last: { days: 7 } } })).toBe(
      "Customers who have an open cart, last changed in the last 7 days.",
    )
    expect(read({ did: "cart_open", count: { eq: 0 } }, "zhCN")).toBe("满足以下条件的客户：没有未结购物车。")
  })

  it("says it in Chinese", () => {
    expect(read({ fact: "profile.gender", op: "is", value: "female" }, "zhCN")).toBe(
      "满足以下条件的客户：性别是“女”。",
    )
  })
})
