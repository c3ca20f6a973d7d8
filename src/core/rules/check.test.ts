import { attributeField, fields, totalIn } from "../../fields"
import { checkMeaning, checkShape } from "./check"
import type { CheckContext } from "./check-context"
import { type Rule, ruleSchema } from "./schema"

const known = new Map(
  [
    ...fields,
    ...["eur", "zzz"].map(totalIn),
    attributeField({ key: "size", type: "number", label: {} }),
    attributeField({ key: "skin", type: "choice", label: {}, choices: ["dry", "oily"] }),
  ].map((f) => [f.id, f]),
)
const context: CheckContext = {
  zone: "Europe/Berlin",
  field: (id) => known.get(id),
  segments: new Map(),
  exists: (_, id) => !id.startsWith("no_"),
}
const check = (rule: unknown) => {
  const shape = checkShape(rule)
  return shape.length > 0 ? shape : checkMeaning(rule as Rule, context)
}
const said = (rule: unknown) => check(rule).map(({ code, path }) => `${code} ${path}`.trim())

/** `times` groups around a condition. */
const nested = (times: number): unknown => {
  let rule: unknown = { fact: "profile.city", op: "known" }
  for (let i = 0; i < times; i++) rule = i % 2 ? { all: [rule] } : { not: rule }
  return rule
}
const many = (n: number) => Array.from({ length: n }, () => ({ fact: "profile.city", op: "known" }))

it("what is no choice of an attribute any more is asked for still: who had it keeps it", () => {
  expect(said({ fact: "profile.attributes.skin", op: "is", value: "mixed" })).toEqual([])
})

it("a part of an id names nothing", () => {
  expect(said({ fact: "profile.home_store", op: "contains", value: "no_" })).toEqual([])
})

describe("a rule that is refused says where and why", () => {
  it.each([
    [{ fact: "profile.shoe", op: "is", value: 1 }, "rule/unknown-field fact"],
    [{ all: [{ any: [{ fact: "profile.city", op: "gte", value: 1 }] }] }, "rule/operator all.0.any.0.op"],
    [{ fact: "profile.city", op: "constructor", value: 1 }, "rule/operator op"],
    [{ fact: "profile.city", op: "is", value: 7 }, "rule/type value"],
    [{ fact: "profile.city", op: "in", value: [] }, "rule/type value"],
    [{ fact: "profile.age", op: "between", value: [9, 1] }, "rule/type value"],
    [{ fact: "profile.birthday", op: "on", value: "2026-02-29" }, "rule/type value"],
    [{ fact: "profile.birthday", op: "within_last", value: { hours: 3 } }, "rule/type value"],
    [{ fact: "profile.birthday", op: "anniversary_in_month", value: 13 }, "rule/type value"],
    [{ fact: "purchase.total.eur", op: "gte", value: 1.5 }, "rule/type value"],
    [{ fact: "purchase.total.eur", op: "gte", value: 1, currency: "usd" }, "rule/type currency"],
    [{ fact: "purchase.total.zzz", op: "lt", value: 100 }, "rule/unknown-currency fact"],
    [{ fact: "profile.gender", op: "is_not", value: "femael" }, "rule/no-choice value"],
    [{ fact: "relation.kinds", op: "has_none", value: ["child", "dog"] }, "rule/no-choice value.1"],
    [{ did: "purchase", amount: { gte: 5 } }, "rule/currency amount.currency"],
    [{ did: "purchase", amount: { gte: 5, currency: "store" } }, "rule/rates amount.currency"],
    [{ did: "purchase", amount: { currency: "eur" } }, "rule/type amount"],
    [{ did: "purchase", amount: { gte: 5, currency: "zzz" } }, "rule/unknown-currency amount.currency"],
    [{ did: "seen", sum: { of: "amount", gte: 5, currency: "zzz" } }, "rule/unknown-currency sum.currency"],
    [{ did: "purchase", count: { gte: -1 } }, "rule/below-zero count.gte"],
    [{ did: "purchase", days: { between: [-2, 5] } }, "rule/below-zero days.between"],
    [{ did: "purchase", where: { currency: "EUR" } }, "rule/type where.currency.is"],
    [{ did: "purchase", where: { currency: "zzz" } }, "rule/unknown-currency where.currency.is"],
    [
      { did: "cart_open", where: { currency: { is_not: "" } } },
      "rule/unknown-currency where.currency.is_not",
    ],
    [
      { did: "refund", where: { currency: { not_in: ["eur", "euros"] } } },
      "rule/unknown-currency where.currency.not_in.1",
    ],
    [
      { did: "seen", then: { did: "b", where: { currency: "zzz" } } },
      "rule/unknown-currency then.where.currency.is",
    ],
    [{ did: "purchase", sum: { of: "color", gte: 1 } }, "rule/measure sum.of"],
    [{ did: "purchase", where: { color: "red" } }, "rule/where where.color"],
    [{ did: "purchase", where: { discounted: "yes" } }, "rule/type where.discounted.is"],
    [{ did: "purchase", where: { discounted: { in: [true] } } }, "rule/operator where.discounted.in"],
    [{ did: "refund", where: { discounted: true } }, "rule/where where.discounted"],
    [
      { did: "purchase", where: { product_id: { in: ["prod_a", "no_b"] } } },
      "rule/missing where.product_id.in.1",
    ],
    [{ did: "purchase", where: { variant_id: "no_v" } }, "rule/missing where.variant_id.is"],
    [
      { did: "refund", where: { sales_channel_id: { not_in: ["no_c"] } } },
      "rule/missing where.sales_channel_id.not_in.0",
    ],
    [{ did: "own_event", where: { variant_id: "no_v" } }, "rule/missing where.variant_id.is"],
    [{ did: "a", then: { did: "purchase", where: { tag_id: "no_t" } } }, "rule/missing then.where.tag_id.is"],
    [{ fact: "profile.groups", op: "has_none", value: ["a", "no_g"] }, "rule/missing value.1"],
    [{ fact: "profile.home_store", op: "is", value: "no_s" }, "rule/missing value"],
    [{ fact: "orders.first_channel", op: "in", value: ["no_c"] }, "rule/missing value.0"],
    [
      { did: "purchase", where: { product_id: { contains: "a" } } },
      "rule/operator where.product_id.contains",
    ],
    [{ did: "purchase", window: { from: "2026-02-01", to: "2026-01-01" } }, "rule/window window"],
    [{ did: "purchase", window: { from: "2026-02-30" } }, "rule/window window.from"],
    [{ did: "purchase", window: { last: { days: 0 } } }, "rule/window window.last"],
    [{ did: "purchase", window: { since: "entered" } }, "rule/since window.since"],
    [{ did: "purchase", within: { hours: 1 } }, "rule/chain within"],
    [{ did: "a", then: { did: "b" }, not_then: { did: "c" } }, "rule/chain not_then"],
    [{ did: "a", count: { eq: 0 }, then: { did: "b" } }, "rule/never-followed then"],
    [
      { did: "a", count: { lt: 1 }, days: { gte: 0 }, not_then: { did: "b" } },
      "rule/never-followed not_then",
    ],
    [{ in_segment: "no_1" }, "rule/missing in_segment"],
    [{ plan: "no_1", outcome: "clicked" }, "rule/missing plan"],
    [{ outcome: "opened", channel: "no_pigeon" }, "rule/missing channel"],
    [{ outcome: "converted", channel: "email" }, "rule/no-message channel"],
    [{ outcome: "clicked", node: "n1" }, "rule/whose-card node"],
    [{ outcome: "opened", window: { last: { days: 0 } } }, "rule/window window.last"],
    [{ holds: "coupon", template: "no_1" }, "rule/missing template"],
    [{ holds: "benefit" }, "rule/benefit holds"],
  ])("%j: %s", (rule, problem) => expect(said(rule)).toEqual([problem]))

  it.each([
    [null, "rule/shape"],
    ["female", "rule/shape"],
    [{}, "rule/shape"],
    [{ all: [], any: [] }, "rule/shape"],
    [{ all: [{}] }, "rule/shape all.0"],
    [{ fact: "profile.city", op: "is", value: "a\u0000b" }, "rule/type value"],
    [{ fact: "profile.city", op: "is", value: "\ud800" }, "rule/type value"],
    [JSON.parse('{ "did": "x", "where": { "__proto__": "y" } }'), "rule/type where"],
  ])("what is no rule at all: %j", (given, problem) => expect(said(given)).toContain(problem))

  it("also a word that no property can have, which is told by itself", () => {
    expect(check({ fact: "__proto__", op: "is", value: 1 })).toMatchObject([
      { code: "rule/type", path: "fact", message: "Expected another word than __proto__." },
    ])
  })

  it("in the words of what was given, with the choices and without what every rule is", () => {
    const told = (rule: unknown) => check(rule).map(({ path, message, hint }) => [path, message, hint])
    expect(told({ all: [{ did: "purchase", window: { this: "fortnight" } }] })).toEqual([
      ["all.0.window.this", "window.this must be one of day, week, month, quarter, year.", undefined],
    ])
    expect(told({ did: "purchase", amount: { gte: "5", currency: "eur" } })).toEqual([
      ["amount.gte", "amount.gte must be a number.", undefined],
    ])
    expect(told({ did: "purchase", often: 1 })).toEqual([
      ["", "The condition has unknown parts: often.", undefined],
    ])
    expect(told({ done: "purchase" })).toEqual([
      [
        "",
        expect.stringContaining("a rule is all, any, not, fact, did, in_segment, plan, outcome or holds."),
        undefined,
      ],
    ])
  })

  it("a value that is a bomb is not walked to its end (S12)", () => {
    let value: unknown = "x"
    for (let i = 0; i < 200_000; i++) value = [value]
    expect(said({ fact: "profile.city", op: "is", value })[0]).toMatch(/^rule\/shape/)
  })

  it("eight levels are enough, nine too many, and a bomb is only measured (S12)", () => {
    expect(said(nested(8))).toEqual([])
    expect(said(nested(9))[0]).toMatch(/^rule\/depth/)
    expect(said(nested(200_000))[0]).toMatch(/^rule\/depth/)
    expect(ruleSchema.safeParse(nested(200_000)).success).toBe(false)
  })

  it("200 conditions and 10,000 values are enough (S12)", () => {
    expect(said({ all: many(200) })).toEqual([])
    expect(said({ all: many(201) })).toEqual(["rule/size"])
    expect(said({ any: [{ all: many(150) }, { all: many(150) }] })).toEqual(["rule/size"])
    const values = (n: number) => ({
      fact: "profile.city",
      op: "in",
      value: Array.from({ length: n }, (_, i) => `${i}`),
    })
    expect(said(values(10_000))).toEqual([])
    expect(said(values(10_001))).toEqual(["rule/values value"])
  })

  it("segments that double with each step are refused before they fill the memory (S12)", () => {
    const twice = (id: string): Rule => ({ all: [{ in_segment: id }, { in_segment: id }] })
    const segments = new Map<string, { rule: Rule | null }>([["s0", { rule: { did: "purchase" } }]])
    for (let i = 1; i <= 60; i++) segments.set(`s${i}`, { rule: twice(`s${i - 1}`) })
    expect(checkMeaning(twice("s60"), { ...context, segments }).map((p) => p.code)).toEqual(["rule/size"])
    expect(checkMeaning(twice("s5"), { ...context, segments })).toEqual([])
  })
})
