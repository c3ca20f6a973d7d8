import { fields, totalIn } from "../../fields"
import { checkMeaning, checkShape } from "./check"
import type { CheckContext } from "./check-context"
import type { Rule } from "./schema"

const known = new Map([...fields, totalIn("eur")].map((field) => [field.id, field]))
const context: CheckContext = {
  zone: "Europe/Berlin",
  field: (id) => known.get(id),
  segments: new Map(),
  exists: (_, id) => !id.startsWith("no_"),
}
const problemsOf = (rule: unknown) => {
  const shape = checkShape(rule)
  return shape.length > 0 ? shape : checkMeaning(rule as Rule, context)
}

const bought = (more: object) => ({ did: "purchase", ...more })
const window = (window: unknown) => bought({ window })
const where = (where: unknown) => bought({ where })
const last = { days: 7 }
const city = (more: object) => ({ fact: "profile.city", op: "is", value: "Ulm", ...more })
const LONG = "a".repeat(20_000)

/** What people, programs and models send for rules. */
const RUBBISH: Record<string, unknown[]> = {
  "no rule": [
    null,
    1,
    "x",
    [],
    true,
    {},
    { also: [] },
    { all: 1 },
    { all: {} },
    { any: "x" },
    { not: null },
    { not: [] },
  ],
  groups: [
    { all: [null] },
    { all: [[]] },
    { any: [5] },
    { all: [], any: [] },
    { all: [], fact: "profile.city" },
  ],
  facts: [
    ...[{ fact: 1 }, { fact: "profile.city" }, { fact: "", op: "is" }, { fact: "profile.shoe", op: "is" }],
    ...[
      city({ op: 1 }),
      city({ op: "like" }),
      city({ value: {} }),
      city({ value: undefined }),
      city({ value: 5 }),
    ],
    ...[
      city({ more: 1 }),
      city({ did: "x" }),
      city({ currency: 5 }),
      city({ currency: "EUR" }),
      city({ currency: "eur" }),
    ],
    ...[city({ value: LONG }), city({ op: "in" }), city({ op: "in", value: [] }), city({ value: "a\u0000" })],
    { fact: "profile.birthday", op: "within_last", value: 5 },
    { fact: "profile.birthday", op: "within_last", value: { months: 5 } },
    { fact: "profile.birthday", op: "between", value: ["2026-01-01"] },
    { fact: "profile.age", op: "gte", value: "18" },
    { fact: "profile.has_account", op: "is", value: "yes" },
    { fact: "purchase.total.eur", op: "gte", value: 9.99 },
  ],
  events: [{ did: 1 }, { did: "" }, { did: LONG }, { did: null }, bought({ often: 1 }), bought({ count: 3 })],
  "two windows": [
    window({ last, this: "week" }),
    window({ last, from: "2026-01-01" }),
    window({ this: "week", previous: "month" }),
    window({ from: "2026-01-01", to: "2026-02-01", last }),
    window({ last, previous: "week", since: "entered" }),
    window([{ last }, { this: "week" }]),
    { plan: "mkplan_1", outcome: "clicked", window: { last, this: "day" } },
  ],
  windows: [
    ...[
      window({}),
      window(7),
      window("week"),
      window(null),
      window([]),
      window({ unknown: 1 }),
      window({ last, more: 1 }),
    ],
    ...[
      7,
      {},
      null,
      [],
      { days: "7" },
      { days: 1.5 },
      { days: -1 },
      { days: 0 },
      { months: 1 },
      { days: 99_999_999 },
    ].map((given) => window({ last: given })),
    ...[
      window({ from: "yesterday" }),
      window({ from: 5 }),
      window({ to: "x" }),
      window({ from: null, to: null }),
    ],
    ...[window({ from: "2026-02-30" }), window({ from: "2026-02-01", to: "2026-01-01" })],
    ...[
      window({ this: 5 }),
      window({ previous: "years" }),
      window({ since: "node" }),
      window({ since: "yesterday" }),
    ],
    ...[
      window({ since: "entered", exactly: false }),
      window({ since: "entered", node: "x" }),
      window({ since: "entered" }),
    ],
  ],
  measures: [
    ...[
      {},
      { gte: "3" },
      { many: 3 },
      { between: [1] },
      { between: [1, 2, 3] },
      { between: 5 },
      { between: [2, 1] },
    ].map((count) => bought({ count })),
    ...[{ gte: Number.NaN }, { gte: Number.POSITIVE_INFINITY }, { gte: null }, { gte: -1 }, null, []].map(
      (count) => bought({ count }),
    ),
    ...[
      { gte: 5 },
      { gte: 5, currency: 5 },
      { gte: 5, currency: "euro" },
      { gte: 5, currency: "zzz" },
      5,
    ].map((amount) => bought({ amount })),
    ...[{ gte: 1 }, { of: "", gte: 1 }, { of: 5, gte: 1 }, { of: "color", gte: 1 }].map((sum) =>
      bought({ sum }),
    ),
  ],
  where: [
    ...[
      5,
      [],
      { product_id: null },
      { product_id: [] },
      { product_id: {} },
      { "": "x" },
      { [LONG]: "x" },
      { color: "red" },
    ],
    ...[
      { in: [] },
      { in: "a" },
      { in: [null] },
      { in: [{}] },
      { in: [5] },
      { like: "a" },
      { contains: "a" },
      { is: "no_1" },
    ].map((product_id) => ({ product_id })),
    ...[{ discounted: "yes" }, { currency: "EUR" }],
  ].map(where),
  properties: [
    { is: {} },
    { contains: 5 },
    { contains: "" },
    LONG,
    { between: [1] },
    { is: 1, like: 2 },
    Number.NaN,
  ].map((size) => ({ did: "seen", where: { size } })),
  "what follows": [
    ...[5, {}, [], null, { did: "y", window: { last } }].map((then) => ({ did: "x", then })),
    ...[5, {}, { days: 1, months: 2 }, null].map((within) => ({ did: "x", then: { did: "y" }, within })),
    ...[
      { did: "x", then: { did: "y" }, not_then: { did: "z" } },
      { did: "x", within: { days: 1 } },
    ],
  ],
  others: [
    ...[5, null, "", ["a"], "no_1"].map((in_segment) => ({ in_segment })),
    ...[
      { in_segment: "a", x: 1 },
      { plan: 5 },
      { plan: "a" },
      { plan: "a", outcome: "eaten" },
      { plan: "a", outcome: 5 },
    ],
    ...[
      { plan: "no_1", outcome: "clicked" },
      { plan: "a", outcome: "clicked", node: 5 },
    ],
    ...[
      { holds: "money" },
      { holds: 5 },
      { holds: "coupon", state: "eaten" },
      { holds: "coupon", template: 5 },
    ],
    ...[
      { holds: "coupon", expires_within: 5 },
      { holds: "coupon", expires_within: { days: "x" } },
      { holds: "benefit" },
    ],
  ],
}

/** Words of schemas and programs that no merchant says. */
const NOT_WORDS = /invalid|undefined|\bNaN\b|\[object|does not fit|expected \w+, received/i

describe("whatever is sent for a rule is refused in whole sentences (A6, S12)", () => {
  const cases = Object.entries(RUBBISH).flatMap(([kind, rules]) => rules.map((rule) => ({ kind, rule })))
  it.each(cases)("$kind: $rule", ({ rule }) => {
    const problems = problemsOf(rule)
    expect(problems).not.toEqual([])
    for (const { message, hint = "" } of problems) {
      expect(message).toMatch(/^["\w].*\S\.$/)
      expect(`${message} ${hint}`).not.toMatch(NOT_WORDS)
    }
  })

  it("says which windows stand in each other's way", () => {
    expect(problemsOf({ all: [window({ last, this: "week" })] })).toEqual([
      {
        code: "rule/several-windows",
        path: "all.0.window",
        message: "A condition has one window, and this one says several at once: last, this.",
        hint: "Keep one of them; what must hold in two windows is two conditions.",
        values: { said: "last, this" },
      },
    ])
    expect(problemsOf(window({ from: "2026-01-01", to: "2026-02-01" }))).toEqual([])
  })
})
