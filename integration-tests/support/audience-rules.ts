import fc, { type Arbitrary } from "fast-check"
import type { Condition, Duration, Rule, Window } from "../../src/core/rules/schema"
import { HOSTILE } from "./audience-hostile"
import { OUTCOMES, PRODUCTS, SEGMENTS } from "./audience-people"

const some = <T>(...values: T[]): Arbitrary<T> => fc.constantFrom(...values)
const few = <T>(value: Arbitrary<T>): Arbitrary<T[]> => fc.array(value, { minLength: 1, maxLength: 3 })
const optional = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 })
const clean = <T extends object>(value: Arbitrary<T>): Arbitrary<T> =>
  value.map((v) => Object.fromEntries(Object.entries(v).filter(([, inner]) => inner !== undefined)) as T)

const text = some(
  "female",
  "male",
  "de",
  "Berlin",
  "北京",
  "vip",
  "it's",
  "p1",
  "gold",
  "sloc_a",
  "@example.test",
  "Zoë",
  "Ana",
  ...HOSTILE,
)
const span: Arbitrary<Duration> = some<Duration>(
  { days: 1 },
  { days: 7 },
  { days: 30 },
  { weeks: 2 },
  { hours: 2 },
  { minutes: 90 },
  { days: 90, hours: 1 },
)
const wholeDays: Arbitrary<Duration> = some<Duration>(
  { days: 0 },
  { days: 1 },
  { days: 14 },
  { weeks: 1 },
  { days: 400 },
)
const day = some(
  "2026-02-28",
  "2026-03-29",
  "2025-12-31",
  "1984-02-29",
  "2000-03-01",
  "2024-02-29",
  "2025-06-01",
)
const unit = some("day" as const, "week" as const, "month" as const, "quarter" as const, "year" as const)
const window: Arbitrary<Window> = fc.oneof(
  fc.record({ last: span }),
  fc.record({ last: span }),
  fc.record({ this: unit }),
  fc.record({ previous: unit }),
  some<Window>(
    { from: "2025-12-01", to: "2026-03-01" },
    { from: "2026-02-28T12:30" },
    { to: "2026-02-01" },
    { from: "2026-03-29T02:30", to: "2026-03-30" },
  ),
)

const ordered = <T>(one: Arbitrary<T>, sort: (a: T, b: T) => number) =>
  fc.oneof(
    fc.record({ op: some("eq", "ne", "gt", "gte", "lt", "lte"), value: one }),
    fc.record({ op: fc.constant("between"), value: fc.tuple(one, one).map((pair) => pair.sort(sort)) }),
  )
const byNumber = (a: number, b: number) => a - b
const known = fc.record({ op: some("known", "unknown") })
const texts = fc.oneof(
  fc.record({ op: some("is", "is_not", "contains", "starts_with", "ends_with"), value: text }),
  fc.record({ op: some("in", "not_in"), value: few(text) }),
)
const chosen = fc.oneof(
  fc.record({ op: some("is", "is_not"), value: text }),
  fc.record({ op: some("in", "not_in"), value: few(text) }),
)
const dates = (within: Arbitrary<Duration>) =>
  fc.oneof(
    fc.record({ op: some("before", "after", "on"), value: day }),
    fc.record({ op: fc.constant("between"), value: fc.tuple(day, day).map((pair) => pair.sort()) }),
    fc.record({ op: some("within_last", "within_next", "more_than_ago"), value: within }),
    fc.record({ op: fc.constant("anniversary_within_next"), value: wholeDays }),
    fc.record({
      op: fc.constant("anniversary_in_month"),
      value: some<unknown>(2, 12, "this", "next", "previous"),
    }),
  )
const about = (fields: string[], asked: Arbitrary<object>): Arbitrary<Condition> =>
  fc
    .tuple(
      fc.constantFrom(...fields),
      fc.oneof({ weight: 9, arbitrary: asked }, { weight: 1, arbitrary: known }),
    )
    .map(([fact, rest]) => ({ fact, ...rest }) as Condition)

const stages = some("lead", "at_risk", "lapsed", "high", "low", "champions", "loyal", "lost", "hibernating")
const ATTRIBUTE = `profile.attributes.a"'; --`
const money = some(0, 500, 1000, 4000, 10_000, 20_490)
const fact: Arbitrary<Condition> = fc.oneof(
  about(
    [
      "profile.country",
      "profile.city",
      "profile.first_name",
      "profile.email",
      "profile.tier",
      "profile.home_store",
      "profile.rep",
      "profile.referrer",
      ATTRIBUTE,
    ],
    texts,
  ),
  about(["profile.gender", "consent.email"], chosen),
  about(
    ["lifecycle.stage", "lifecycle.intent", "lifecycle.rfm_class"],
    fc.oneof(
      fc.record({ op: some("is", "is_not"), value: stages }),
      fc.record({ op: some("in", "not_in"), value: few(stages) }),
    ),
  ),
  about(
    ["lifecycle.lead_score", "lifecycle.recency", "lifecycle.frequency", "lifecycle.monetary"],
    ordered(some(0, 1, 2, 3, 4, 5, 20, 50, 80), byNumber),
  ),
  about(
    ["profile.tags", "profile.attributes.likes"],
    fc.record({
      op: some("has_any", "has_all", "has_none"),
      value: few(some("vip", "new", "it's", "北", "tea", "coffee")),
    }),
  ),
  about(
    ["profile.birthday", "profile.member_since", "profile.membership_expires_at", "profile.attributes.since"],
    dates(wholeDays),
  ),
  about(
    [
      "points.balance",
      "points.expiring_in_7_days",
      "points.expiring_in_30_days",
      "points.expiring_in_90_days",
      "points.earned",
      "points.spent",
    ],
    ordered(some(-50, 0, 50, 100, 250, 400), byNumber),
  ),
  about(["relation.birthday"], dates(wholeDays)),
  about(
    ["relation.kinds"],
    fc.record({
      op: some("has_any", "has_all", "has_none"),
      value: few(some("child", "spouse", "pet", "parent")),
    }),
  ),
  about(["profile.became_customer_at", "purchase.first_at", "purchase.last_at"], dates(span)),
  about(
    [
      "profile.age",
      "relation.youngest_child_age",
      "purchase.days_between",
      "purchase.count_without_refund",
      "coupons.free",
      "coupons.used",
      "purchase.count",
      "orders.count",
      "cart.items",
      "purchase.days_since_last",
      "profile.attributes.size",
    ],
    ordered(some(0, 1, 2, 2.5, 3, 7, 30, 36, 46), byNumber),
  ),
  about(
    ["purchase.total.eur", "purchase.total.usd", "purchase.average.eur", "purchase.refunded.eur"],
    ordered(money, byNumber),
  ),
  about(
    ["profile.has_account", "cart.open", "profile.attributes.fan"],
    fc.record({ op: fc.constant("is"), value: fc.boolean() }),
  ),
)

const comparison = (one: Arbitrary<number>) =>
  fc.oneof(
    ...(["eq", "ne", "gt", "gte", "lt", "lte"] as const).map((op) => fc.record({ [op]: one })),
    fc.record({ gte: one, ne: one }),
    fc.record({ between: fc.tuple(one, one).map((pair) => pair.sort(byNumber)) }),
  )
const currency = some("eur", "usd", "gbp")
const small = some(0, 1, 2, 3)
const inMoney = fc.tuple(comparison(money), currency).map(([c, cur]) => ({ ...c, currency: cur }))
const ofProperty = (names: string[]) =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...names), comparison(some(-3, 0, 1, 2.5, 5))).map(([of, c]) => ({ of, ...c })),
    inMoney.map((c) => ({ of: "amount", ...c })),
  )

const ids = (...values: string[]) =>
  fc.oneof(
    some(...values),
    fc.record({ is: some(...values) }),
    fc.record({ is_not: some(...values) }),
    fc.record({ in: few(some(...values, HOSTILE[0]!)) }),
    fc.record({ not_in: few(some(...values)) }),
  )
const products = {
  product_id: optional(ids(...PRODUCTS.map((p) => p.product_id))),
  category_id: optional(ids("shoes", "hats", "bags")),
  collection_id: optional(ids("col_1", "col_2")),
  type_id: optional(ids("type_a")),
  tag_id: optional(ids("tag_0", "tag_1")),
}
const variant = { variant_id: optional(ids("var_0", "var_1")) }
const ofOrder = {
  sales_channel_id: optional(ids("sc_web", "sc_app")),
  currency: optional(ids("eur", "usd")),
  source: optional(ids("store", "import")),
}
const value = some<string | number | boolean>(1, 2.5, true, false, "1", "blue", ...HOSTILE.slice(0, 4))
const match = fc.oneof(
  value,
  fc.record({ is: value }),
  fc.record({ is_not: value }),
  fc.record({ in: few(value) }),
  fc.record({ not_in: few(value) }),
  fc.record({ contains: text }),
  fc.record({ starts_with: text }),
  fc.record({ ends_with: text }),
  comparison(some(-3, 0, 1, 2.5)),
)
const own = {
  color: optional(match),
  score: optional(match),
  "k\"'": optional(match),
  currency: ofOrder.currency,
  product_id: products.product_id,
  category_id: products.category_id,
}

type Step = { names: string[]; where: Record<string, Arbitrary<unknown>>; of: string[]; quantity: boolean }
const STEPS: Step[] = [
  {
    names: ["purchase", "order_placed"],
    where: { ...products, ...variant, ...ofOrder },
    of: ["quantity"],
    quantity: true,
  },
  { names: ["purchase", "order_placed"], where: {}, of: ["quantity"], quantity: true },
  { names: ["refund"], where: ofOrder, of: ["amount"], quantity: false },
  {
    names: ["cart_open"],
    where: { ...products, ...variant, currency: ofOrder.currency },
    of: ["quantity"],
    quantity: true,
  },
  {
    names: ["product_viewed", "checkout_started", "it's; drop table"],
    where: own,
    of: ["score", "quantity", `k"'`],
    quantity: true,
  },
]
const nonEmpty = (where: Arbitrary<object>) => where.map((w) => (Object.keys(w).length > 0 ? w : undefined))
const stepOf = ({ names, where }: Step) =>
  clean(fc.record({ did: fc.constantFrom(...names), where: optional(nonEmpty(clean(fc.record(where)))) }))
const chained = fc.oneof(...STEPS.map(stepOf))

const didOf = (step: Step): Arbitrary<Condition> => {
  const sums = step.of[0] === "amount" ? inMoney.map((c) => ({ of: "amount", ...c })) : ofProperty(step.of)
  const measures = fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: comparison(small).map((count) => ({ count })) },
    {
      weight: 5,
      arbitrary: clean(
        fc.record({
          count: fc.option(comparison(small), { nil: undefined, freq: 1 }),
          days: optional(comparison(small)),
          quantity: step.quantity ? optional(comparison(some(0, 1, 3, 6))) : fc.constant(undefined),
          amount: optional(inMoney),
          average: fc.option(inMoney, { nil: undefined, freq: 1 }),
          sum: optional(sums),
          min: fc.option(sums, { nil: undefined, freq: 1 }),
          max: fc.option(sums, { nil: undefined, freq: 1 }),
        }),
      ),
    },
  )
  const chain = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: clean(fc.record({ then: chained, within: optional(span) })) },
    { weight: 1, arbitrary: clean(fc.record({ not_then: chained, within: optional(span) })) },
  )
  return fc
    .tuple(stepOf(step), optional(window), measures, chain)
    .map(([base, w, m, c]) => ({ ...base, ...(w ? { window: w } : {}), ...m, ...c }) as Condition)
}

const history: Arbitrary<Condition> = fc.oneof(
  clean(
    fc.record({
      plan: some("mkplan_a", "mkplan_b"),
      outcome: some(...OUTCOMES),
      node: optional(some("n1", "n2")),
      window: optional(window),
    }),
  ) as Arbitrary<Condition>,
  clean(
    fc.record({
      holds: fc.constant("coupon" as const),
      state: optional(some("usable", "free", "used", "revoked", "expired")),
      template: optional(some("mkcoup_a", "mkcoup_b")),
      expires_within: optional(span),
    }),
  ) as Arbitrary<Condition>,
  fc.record({ in_segment: some(...SEGMENTS, "mkseg_dynamic", "mkseg_outer") }),
)

export const condition: Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: fact },
  { weight: 5, arbitrary: fc.oneof(...STEPS.map(didOf)) },
  { weight: 2, arbitrary: history },
)

/** Rules of every construct, alone and nested. */
export const rule: Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("rule"), { maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
})).rule
