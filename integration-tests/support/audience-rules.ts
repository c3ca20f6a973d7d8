import fc, { type Arbitrary } from "fast-check"
import { countsToNone } from "../../src/core/rules/measures"
import { operatorsOf } from "../../src/core/rules/operators"
import { MESSAGE_OUTCOMES } from "../../src/core/rules/outcomes"
import type { Condition, DidCondition, Duration, Rule, Window } from "../../src/core/rules/schema"
import type { FieldDefinition } from "../../src/extension/field"
import { HOSTILE } from "./audience-hostile"
import { OUTCOMES, PRODUCTS, SEGMENTS } from "./audience-people"

const some = <T>(...values: T[]): Arbitrary<T> => fc.constantFrom(...values)
const few = <T>(value: Arbitrary<T>): Arbitrary<T[]> => fc.array(value, { minLength: 1, maxLength: 3 })
const optional = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 })
const clean = <T extends object>(value: Arbitrary<T>): Arbitrary<T> =>
  value.map((v) => Object.fromEntries(Object.entries(v).filter(([, inner]) => inner !== undefined)) as T)

const text = fc.oneof(
  some(
    "female",
    "male",
    "zh-CN",
    "DE",
    "+4930",
    "Bayern",
    "Li",
    "ACME",
    "web",
    "yes",
    "de",
    "Berlin",
    "北京",
    "vip",
    "it's",
    "p1",
    "gold",
    "sloc_a",
    "sc_web",
    "@example.test",
    "Zoë",
    "Ana",
  ),
  some(...HOSTILE),
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

const byNumber = (a: number, b: number) => a - b
const money = some(0, 500, 1000, 4000, 10_000, 20_490)
const months = some<unknown>(2, 12, "this", "next", "previous")

/** What a field can be compared with: values that people have, and some that nobody has. */
function valuesOf({ family, type, choices, open_choices }: FieldDefinition): Arbitrary<unknown> {
  if (type === "money") return money
  if (choices && !open_choices) return some(...choices.map(({ value }) => value))
  if (type === "choices") return some("vip", "new", "it's", "北", "tea", "5", "coffee", "wholesale", "staff")
  if (family === "lifecycle") return some(0, 1, 2, 3, 4, 5, 20, 50, 80)
  if (family === "points") return some(-50, 0, 50, 100, 250, 400)
  return type === "number" ? some(0, 1, 2, 2.5, 3, 7, 30, 36, 46) : text
}

/** One operator of a field, with a value that it takes. */
function askedWith(field: FieldDefinition, op: string): Arbitrary<Condition> {
  const asks = (value: Arbitrary<unknown>) =>
    value.map((one) => ({ fact: field.id, op, value: one }) as Condition)
  if (op === "known" || op === "unknown") return fc.constant({ fact: field.id, op } as Condition)
  if (field.type === "boolean") return asks(fc.boolean())
  if (field.type === "date") return asks(datesWith(op, field.day ? wholeDays : span))
  const one = valuesOf(field)
  if (op === "between")
    return asks(fc.tuple(one as Arbitrary<number>, one as Arbitrary<number>).map((p) => p.sort(byNumber)))
  return asks(["in", "not_in"].includes(op) || field.type === "choices" ? few(one) : one)
}

function datesWith(op: string, within: Arbitrary<Duration>): Arbitrary<unknown> {
  if (op === "between") return fc.tuple(day, day).map((pair) => pair.sort())
  if (["before", "after", "on"].includes(op)) return day
  if (op === "anniversary_in_month") return months
  return op === "anniversary_within_next" ? wholeDays : within
}

/** Of whether something is known is asked seldom: it says little. */
const anyFact = (fields: FieldDefinition[]): Arbitrary<Condition> =>
  fc.constantFrom(...fields).chain((field) =>
    fc.oneof(
      ...Object.keys(operatorsOf(field.type)).map((op) => ({
        weight: op === "known" || op === "unknown" ? 1 : 9,
        arbitrary: askedWith(field, op),
      })),
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

const among = (values: string[], ...others: string[]) =>
  fc.oneof(
    some(...values),
    fc.record({ is: some(...values) }),
    fc.record({ is_not: some(...values) }),
    fc.record({ in: few(some(...values, ...others)) }),
    fc.record({ not_in: few(some(...values)) }),
  )
const ids = (...values: string[]) => among(values, HOSTILE[0]!)
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
  currency: optional(among(["eur", "usd"], "gbp")),
  source: optional(ids("store", "import")),
}
const discounted = optional(fc.oneof(fc.boolean(), fc.record({ is: fc.boolean() })))
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
  ...products,
}

type Step = { names: string[]; where: Record<string, Arbitrary<unknown>>; of: string[]; quantity: boolean }
const STEPS: Step[] = [
  {
    names: ["purchase", "order_placed"],
    where: { ...products, ...variant, ...ofOrder, discounted },
    of: ["quantity"],
    quantity: true,
  },
  { names: ["purchase", "order_placed"], where: { discounted }, of: ["quantity"], quantity: true },
  { names: ["refund"], where: ofOrder, of: ["amount"], quantity: false },
  {
    names: ["cart_open"],
    where: { ...products, ...variant, currency: ofOrder.currency },
    of: ["quantity"],
    quantity: true,
  },
  {
    names: ["product_viewed", "category_viewed", "checkout_started", "it's; drop table", "left_page"],
    where: own,
    of: ["score", "quantity", "seconds", `k"'`],
    quantity: true,
  },
]
const nonEmpty = (where: Arbitrary<object>) => where.map((w) => (Object.keys(w).length > 0 ? w : undefined))
const stepOf = ({ names, where }: Step) =>
  clean(fc.record({ did: fc.constantFrom(...names), where: optional(nonEmpty(clean(fc.record(where)))) }))
const chained = fc.oneof(...STEPS.map(stepOf))

const measuresOf = (step: Step): Arbitrary<object> => {
  const sums = step.of[0] === "amount" ? inMoney.map((c) => ({ of: "amount", ...c })) : ofProperty(step.of)
  const by: Record<string, Arbitrary<object>> = {
    count: comparison(small),
    days: comparison(small),
    ...(step.quantity ? { quantity: comparison(some(0, 1, 3, 6)) } : {}),
    amount: inMoney,
    average: inMoney,
    sum: sums,
    min: sums,
    max: sums,
  }
  // More than two at a time are seldom true of anybody.
  const several = fc
    .subarray(Object.keys(by), { minLength: 1, maxLength: 2 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, by[name]!]))))
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: comparison(small).map((count) => ({ count })) },
    { weight: 6, arbitrary: several },
  )
}

const didOf = (step: Step): Arbitrary<Condition> => {
  const chain = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: clean(fc.record({ then: chained, within: optional(span) })) },
    { weight: 1, arbitrary: clean(fc.record({ not_then: chained, within: optional(span) })) },
  )
  return fc.tuple(stepOf(step), optional(window), measuresOf(step), chain).map(([base, w, m, c]) => {
    const first = { ...base, ...(w ? { window: w } : {}), ...m } as DidCondition
    // What never happened is followed by nothing, and to ask that is refused.
    return (countsToNone(first) ? first : { ...first, ...c }) as Condition
  })
}

/** Several conditions about the same occurrences: they may be asked at once. */
const alikeOf = (step: Step): Arbitrary<Rule> =>
  fc
    .tuple(
      stepOf(step),
      optional(window),
      fc.array(measuresOf(step), { minLength: 2, maxLength: 3 }),
      some("all", "any"),
      fc.boolean(),
    )
    .map(([base, w, list, word, not]) => {
      const parts = list.map((m) => ({ ...base, ...(w ? { window: w } : {}), ...m }) as Condition)
      const rule: Rule = word === "all" ? { all: parts } : { any: parts }
      return not ? { not: rule } : rule
    })

const messages = some(...OUTCOMES.filter((outcome) => MESSAGE_OUTCOMES.includes(outcome)))
const history: Arbitrary<Condition> = fc.oneof(
  clean(
    fc.oneof(
      fc.record({ outcome: some(...OUTCOMES), window: optional(window) }),
      fc.record({
        plan: optional(some("mkplan_a", "mkplan_b")),
        outcome: messages,
        channel: some("email", "sms", "pigeon"),
        window: optional(window),
      }),
    ),
  ) as Arbitrary<Condition>,
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

/** Groups of groups of conditions about the same rows of another table: they may be asked at once. */
const sameRows = (condition: Arbitrary<Condition>): Arbitrary<Rule> => {
  const signed = fc.oneof(condition, condition, fc.record({ not: condition }))
  const group = (part: Arbitrary<Rule>): Arbitrary<Rule> => {
    const parts = fc.array(part, { minLength: 2, maxLength: 3 })
    return fc.oneof(fc.record({ all: parts }), fc.record({ any: parts }))
  }
  return group(fc.oneof(signed, signed, group(signed), fc.record({ not: group(signed) })))
}

/** Rules over the fields of a store. */
export function rulesOver(fields: FieldDefinition[]) {
  const condition: Arbitrary<Condition> = fc.oneof(
    { weight: 4, arbitrary: anyFact(fields) },
    { weight: 5, arbitrary: fc.oneof(...STEPS.map(didOf)) },
    { weight: 2, arbitrary: history },
  )
  /** Every construct, alone and nested. */
  const rule = fc.letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      condition,
      fc.record({ all: fc.array(tie("rule"), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie("rule"), { maxLength: 3 }) }),
      fc.record({ not: tie("rule") }),
    ),
  })).rule
  /** Every operator of every field. */
  const facts = fields.flatMap((field) =>
    Object.keys(operatorsOf(field.type)).map((op) => askedWith(field, op)),
  )
  const families = ["lifecycle", "points", "coupons", "cart", "relation", "credit"]
  const rows = fc
    .constantFrom(...families)
    .chain((family) => sameRows(anyFact(fields.filter((field) => field.family === family))))
  return {
    condition,
    rule,
    facts,
    alike: fc.oneof(fc.oneof(...STEPS.map(alikeOf)), rows, sameRows(history)),
  }
}
