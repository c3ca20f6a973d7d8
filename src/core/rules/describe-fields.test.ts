import { fields, totalIn } from "../../fields"
import type { Comparison, Window } from "./conditions"
import { describeRule } from "./describe"
import type { RuleField } from "./field"
import { MEASURES } from "./measures"
import { operatorsOf } from "./operators"
import type { Rule } from "./schema"

const known = new Map([...fields, totalIn("eur")].map((field) => [field.id, field as RuleField]))
/** One field of every type. */
const SAMPLES = [
  "profile.city",
  "profile.gender",
  "profile.tags",
  "profile.age",
  "purchase.total.eur",
  "profile.has_account",
  "profile.birthday",
]
/** What a merchant would compare it with: one value, or two of them. */
const VALUES: Record<RuleField["type"], unknown[]> = {
  text: ["Berlin", "Ulm"],
  choice: ["female", "male"],
  choices: ["vip", "gold"],
  number: [18, 24],
  money: [500, 100_000],
  boolean: [true],
  date: ["2026-01-31", "2026-03-01"],
}
const PAIRS = ["in", "not_in", "between", "has_any", "has_all", "has_none"]
const SPANS = ["within_last", "within_next", "more_than_ago", "anniversary_within_next"]

function valueFor({ type }: RuleField, op: string): unknown {
  if (op === "known" || op === "unknown") return undefined
  if (op === "anniversary_in_month") return 5
  if (SPANS.includes(op)) return { days: 14 }
  return PAIRS.includes(op) ? VALUES[type] : VALUES[type][0]
}

const read = (rule: Rule, language: "en" | "zhCN") =>
  describeRule(rule, { language, field: (id) => known.get(id), name: (_, id) => id })
const both = (rule: Rule): string => `${read(rule, "en")} | ${read(rule, "zhCN")}`

describe("every way to ask is a sentence in both languages (A6)", () => {
  it("of every type of field with every operator", () => {
    const sentences = SAMPLES.flatMap((id) => {
      const field = known.get(id)!
      return Object.keys(operatorsOf(field.type)).map((op) => {
        const value = valueFor(field, op)
        expect({ id, op, fits: operatorsOf(field.type)[op]!.fits(value, field) }).toMatchObject({
          fits: true,
        })
        return both({ fact: id, op, value })
      })
    })
    expect(sentences).toMatchInlineSnapshot(`
      [
        "Customers whose city is “Berlin”. | 满足以下条件的客户：城市是“Berlin”。",
        "Customers whose city is not “Berlin”. | 满足以下条件的客户：城市不是“Berlin”。",
        "Customers whose city is one of “Berlin”, “Ulm”. | 满足以下条件的客户：城市是“Berlin”、“Ulm”之一。",
        "Customers whose city is none of “Berlin”, “Ulm”. | 满足以下条件的客户：城市不是“Berlin”、“Ulm”中的任何一个。",
        "Customers whose city contains “Berlin”. | 满足以下条件的客户：城市包含“Berlin”。",
        "Customers whose city starts with “Berlin”. | 满足以下条件的客户：城市以“Berlin”开头。",
        "Customers whose city ends with “Berlin”. | 满足以下条件的客户：城市以“Berlin”结尾。",
        "Customers whose city is known. | 满足以下条件的客户：城市已知。",
        "Customers whose city is unknown. | 满足以下条件的客户：城市未知。",
        "Customers whose gender is Female. | 满足以下条件的客户：性别是“女”。",
        "Customers whose gender is not Female. | 满足以下条件的客户：性别不是“女”。",
        "Customers whose gender is one of Female, Male. | 满足以下条件的客户：性别是“女”、“男”之一。",
        "Customers whose gender is none of Female, Male. | 满足以下条件的客户：性别不是“女”、“男”中的任何一个。",
        "Customers whose gender is known. | 满足以下条件的客户：性别已知。",
        "Customers whose gender is unknown. | 满足以下条件的客户：性别未知。",
        "Customers whose tags include any of “vip”, “gold”. | 满足以下条件的客户：标签包含“vip”、“gold”中的任一个。",
        "Customers whose tags include all of “vip”, “gold”. | 满足以下条件的客户：标签同时包含“vip”、“gold”。",
        "Customers whose tags include none of “vip”, “gold”. | 满足以下条件的客户：标签不包含“vip”、“gold”中的任何一个。",
        "Customers whose tags are known. | 满足以下条件的客户：标签已知。",
        "Customers whose tags are unknown. | 满足以下条件的客户：标签未知。",
        "Customers whose age is 18. | 满足以下条件的客户：年龄等于18。",
        "Customers whose age is not 18. | 满足以下条件的客户：年龄不等于18。",
        "Customers whose age is more than 18. | 满足以下条件的客户：年龄大于18。",
        "Customers whose age is at least 18. | 满足以下条件的客户：年龄至少为18。",
        "Customers whose age is less than 18. | 满足以下条件的客户：年龄小于18。",
        "Customers whose age is at most 18. | 满足以下条件的客户：年龄至多为18。",
        "Customers whose age is between 18 and 24. | 满足以下条件的客户：年龄介于18至24之间。",
        "Customers whose age is known. | 满足以下条件的客户：年龄已知。",
        "Customers whose age is unknown. | 满足以下条件的客户：年龄未知。",
        "Customers whose purchases in total, EUR are 5.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）等于5.00 EUR。",
        "Customers whose purchases in total, EUR are not 5.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）不等于5.00 EUR。",
        "Customers whose purchases in total, EUR are more than 5.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）大于5.00 EUR。",
        "Customers whose purchases in total, EUR are at least 5.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）至少为5.00 EUR。",
        "Customers whose purchases in total, EUR are less than 5.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）小于5.00 EUR。",
        "Customers whose purchases in total, EUR are at most 5.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）至多为5.00 EUR。",
        "Customers whose purchases in total, EUR are between 5.00 EUR and 1000.00 EUR. | 满足以下条件的客户：累计购买金额（EUR）介于5.00 EUR至1000.00 EUR之间。",
        "Customers whose purchases in total, EUR are known. | 满足以下条件的客户：累计购买金额（EUR）已知。",
        "Customers whose purchases in total, EUR are unknown. | 满足以下条件的客户：累计购买金额（EUR）未知。",
        "Customers who have an account. | 满足以下条件的客户：已注册账号。",
        "Customers for whom “Has an account” is known. | 满足以下条件的客户：“已注册账号”已知。",
        "Customers for whom “Has an account” is unknown. | 满足以下条件的客户：“已注册账号”未知。",
        "Customers whose birthday is before 2026-01-31. | 满足以下条件的客户：生日早于2026-01-31。",
        "Customers whose birthday is after 2026-01-31. | 满足以下条件的客户：生日晚于2026-01-31。",
        "Customers whose birthday is on 2026-01-31. | 满足以下条件的客户：生日为2026-01-31。",
        "Customers whose birthday is between 2026-01-31 and 2026-03-01. | 满足以下条件的客户：生日介于2026-01-31至2026-03-01之间。",
        "Customers whose birthday was within the last 14 days. | 满足以下条件的客户：出生日期在过去14天内。",
        "Customers whose birthday is within the next 14 days. | 满足以下条件的客户：出生日期在未来14天内。",
        "Customers whose birthday was more than 14 days ago. | 满足以下条件的客户：出生日期距今超过14天。",
        "Customers whose birthday comes round within the next 14 days. | 满足以下条件的客户：生日在未来14天内。",
        "Customers whose birthday comes round in May. | 满足以下条件的客户：生日在5月。",
        "Customers whose birthday is known. | 满足以下条件的客户：生日已知。",
        "Customers whose birthday is unknown. | 满足以下条件的客户：生日未知。",
      ]
    `)
  })

  it("no two ways to ask of a field read alike", () => {
    for (const language of ["en", "zhCN"] as const)
      for (const id of SAMPLES) {
        const field = known.get(id)!
        const sentences = Object.keys(operatorsOf(field.type)).map((op) =>
          read({ fact: id, op, value: valueFor(field, op) }, language),
        )
        expect(sentences.filter((text, i) => sentences.indexOf(text) !== i)).toEqual([])
      }
  })

  it("of the months of an anniversary", () => {
    const months = ["this", "next", "previous"].map((value) =>
      both({ fact: "profile.birthday", op: "anniversary_in_month", value }),
    )
    expect(months).toMatchInlineSnapshot(`
      [
        "Customers whose birthday comes round this month. | 满足以下条件的客户：生日在本月。",
        "Customers whose birthday comes round next month. | 满足以下条件的客户：生日在下月。",
        "Customers whose birthday comes round last month. | 满足以下条件的客户：生日在上月。",
      ]
    `)
  })

  it("of every measure with every comparison", () => {
    const COMPARED: Comparison[] = [
      { eq: 1 },
      { ne: 2 },
      { gt: 2 },
      { gte: 2 },
      { lt: 2 },
      { lte: 1 },
      { between: [2, 5] },
      { gte: 2, lt: 9 },
    ]
    const ofCount = COMPARED.map((count) => both({ did: "left_page", count }))
    const sentences = MEASURES.flatMap((measure) =>
      [{ lt: 2 }, { between: [2, 5] }].map((compared) => {
        if (measure === "amount" || measure === "average")
          return both({ did: "purchase", [measure]: { ...compared, currency: "eur" } } as Rule)
        const of = ["sum", "min", "max"].includes(measure) ? { of: "seconds" } : {}
        return both({ did: "left_page", [measure]: { ...compared, ...of } } as Rule)
      }),
    )
    expect(ofCount).toMatchInlineSnapshot(`
      [
        "Customers who left a page exactly 1 time. | 满足以下条件的客户：离开页面（次数等于1）。",
        "Customers who left a page not exactly 2 times (or not at all). | 满足以下条件的客户：离开页面（次数不等于2）（包括从未有过的客户）。",
        "Customers who left a page more than 2 times. | 满足以下条件的客户：离开页面（次数大于2）。",
        "Customers who left a page at least 2 times. | 满足以下条件的客户：离开页面（次数至少为2）。",
        "Customers who left a page fewer than 2 times (or not at all). | 满足以下条件的客户：离开页面（次数小于2）（包括从未有过的客户）。",
        "Customers who left a page at most 1 time (or not at all). | 满足以下条件的客户：离开页面（次数至多为1）（包括从未有过的客户）。",
        "Customers who left a page between 2 and 5 times. | 满足以下条件的客户：离开页面（次数介于2至5之间）。",
        "Customers who left a page at least 2 and fewer than 9 times. | 满足以下条件的客户：离开页面（次数至少为2且小于9）。",
      ]
    `)
    expect(sentences).toMatchInlineSnapshot(`
      [
        "Customers who left a page fewer than 2 times (or not at all). | 满足以下条件的客户：离开页面（次数小于2）（包括从未有过的客户）。",
        "Customers who left a page between 2 and 5 times. | 满足以下条件的客户：离开页面（次数介于2至5之间）。",
        "Customers who left a page on fewer than 2 different days (or not at all). | 满足以下条件的客户：离开页面（天数小于2）（包括从未有过的客户）。",
        "Customers who left a page on between 2 and 5 different days. | 满足以下条件的客户：离开页面（天数介于2至5之间）。",
        "Customers who left a page with fewer than 2 items (or not at all). | 满足以下条件的客户：离开页面（件数小于2）（包括从未有过的客户）。",
        "Customers who left a page with between 2 and 5 items. | 满足以下条件的客户：离开页面（件数介于2至5之间）。",
        "Customers who made a purchase for less than 0.02 EUR in all (or not at all). | 满足以下条件的客户：完成购买（金额小于0.02 EUR）（包括从未有过的客户）。",
        "Customers who made a purchase for between 0.02 EUR and 0.05 EUR in all. | 满足以下条件的客户：完成购买（金额介于0.02 EUR至0.05 EUR之间）。",
        "Customers who made a purchase for less than 0.02 EUR on average. | 满足以下条件的客户：完成购买（平均金额小于0.02 EUR）。",
        "Customers who made a purchase for between 0.02 EUR and 0.05 EUR on average. | 满足以下条件的客户：完成购买（平均金额介于0.02 EUR至0.05 EUR之间）。",
        "Customers who left a page with “seconds stayed” adding up to less than 2 (or not at all). | 满足以下条件的客户：离开页面（停留秒数的合计小于2）（包括从未有过的客户）。",
        "Customers who left a page with “seconds stayed” adding up to between 2 and 5. | 满足以下条件的客户：离开页面（停留秒数的合计介于2至5之间）。",
        "Customers who left a page with a smallest “seconds stayed” of less than 2. | 满足以下条件的客户：离开页面（停留秒数的最小值小于2）。",
        "Customers who left a page with a smallest “seconds stayed” of between 2 and 5. | 满足以下条件的客户：离开页面（停留秒数的最小值介于2至5之间）。",
        "Customers who left a page with a largest “seconds stayed” of less than 2. | 满足以下条件的客户：离开页面（停留秒数的最大值小于2）。",
        "Customers who left a page with a largest “seconds stayed” of between 2 and 5. | 满足以下条件的客户：离开页面（停留秒数的最大值介于2至5之间）。",
      ]
    `)
  })

  it("of every window", () => {
    const WINDOWS: Window[] = [
      { last: { days: 30 } },
      { from: "2026-01-01", to: "2026-02-01" },
      { from: "2026-01-01" },
      { to: "2026-02-01" },
      ...(["day", "week", "month", "quarter", "year"] as const).flatMap((unit) => [
        { this: unit },
        { previous: unit },
      ]),
      { since: "entered" },
      { since: "previous_node" },
      { since: "previous_node", within: { days: 2 } },
    ]
    const sentences = WINDOWS.flatMap((window) => [
      both({ did: "purchase", window }),
      both({ did: "purchase", count: { eq: 0 }, window }),
    ])
    expect(sentences).toMatchInlineSnapshot(`
      [
        "Customers who made a purchase in the last 30 days. | 满足以下条件的客户：在最近30天内完成购买。",
        "Customers who did not make a purchase in the last 30 days. | 满足以下条件的客户：在最近30天内未完成购买。",
        "Customers who made a purchase from 2026-01-01 to 2026-01-31. | 满足以下条件的客户：自2026-01-01至2026-01-31完成购买。",
        "Customers who did not make a purchase from 2026-01-01 to 2026-01-31. | 满足以下条件的客户：自2026-01-01至2026-01-31未完成购买。",
        "Customers who made a purchase since 2026-01-01. | 满足以下条件的客户：自2026-01-01起完成购买。",
        "Customers who did not make a purchase since 2026-01-01. | 满足以下条件的客户：自2026-01-01起未完成购买。",
        "Customers who made a purchase before 2026-02-01. | 满足以下条件的客户：在2026-02-01之前完成购买。",
        "Customers who did not make a purchase before 2026-02-01. | 满足以下条件的客户：在2026-02-01之前未完成购买。",
        "Customers who made a purchase today. | 满足以下条件的客户：今天完成购买。",
        "Customers who did not make a purchase today. | 满足以下条件的客户：今天未完成购买。",
        "Customers who made a purchase yesterday. | 满足以下条件的客户：昨天完成购买。",
        "Customers who did not make a purchase yesterday. | 满足以下条件的客户：昨天未完成购买。",
        "Customers who made a purchase this week. | 满足以下条件的客户：本周完成购买。",
        "Customers who did not make a purchase this week. | 满足以下条件的客户：本周未完成购买。",
        "Customers who made a purchase in the previous week. | 满足以下条件的客户：上周完成购买。",
        "Customers who did not make a purchase in the previous week. | 满足以下条件的客户：上周未完成购买。",
        "Customers who made a purchase this month. | 满足以下条件的客户：本月完成购买。",
        "Customers who did not make a purchase this month. | 满足以下条件的客户：本月未完成购买。",
        "Customers who made a purchase in the previous month. | 满足以下条件的客户：上月完成购买。",
        "Customers who did not make a purchase in the previous month. | 满足以下条件的客户：上月未完成购买。",
        "Customers who made a purchase this quarter. | 满足以下条件的客户：本季度完成购买。",
        "Customers who did not make a purchase this quarter. | 满足以下条件的客户：本季度未完成购买。",
        "Customers who made a purchase in the previous quarter. | 满足以下条件的客户：上季度完成购买。",
        "Customers who did not make a purchase in the previous quarter. | 满足以下条件的客户：上季度未完成购买。",
        "Customers who made a purchase this year. | 满足以下条件的客户：今年完成购买。",
        "Customers who did not make a purchase this year. | 满足以下条件的客户：今年未完成购买。",
        "Customers who made a purchase in the previous year. | 满足以下条件的客户：去年完成购买。",
        "Customers who did not make a purchase in the previous year. | 满足以下条件的客户：去年未完成购买。",
        "Customers who made a purchase since entering the plan. | 满足以下条件的客户：自进入计划以来完成购买。",
        "Customers who did not make a purchase since entering the plan. | 满足以下条件的客户：自进入计划以来未完成购买。",
        "Customers who made a purchase since coming to this card. | 满足以下条件的客户：自到达此卡片以来完成购买。",
        "Customers who did not make a purchase since coming to this card. | 满足以下条件的客户：自到达此卡片以来未完成购买。",
        "Customers who made a purchase within 2 days of coming to this card. | 满足以下条件的客户：在到达此卡片后2天内完成购买。",
        "Customers who did not make a purchase within 2 days of coming to this card. | 满足以下条件的客户：在到达此卡片后2天内未完成购买。",
      ]
    `)
  })

  it("of what narrows something done, and of what follows it", () => {
    const rules: Rule[] = [
      { did: "left_page", where: { path: { starts_with: "/sale", ends_with: "x" }, seconds: { gte: 3 } } },
      { did: "left_page", where: { path: { in: ["/a", "/b"] }, seconds: { between: [3, 9] }, seen: true } },
      { did: "purchase", where: { product_id: { not_in: ["Tea", "Mug"] } }, then: { did: "refund" } },
      { did: "cart_updated", not_then: { did: "order_placed" }, within: { hours: 4 } },
    ]
    expect(rules.map(both)).toMatchInlineSnapshot(`
      [
        "Customers who left a page (page starts with “/sale” and page ends with “x”, seconds stayed are at least 3). | 满足以下条件的客户：离开页面（页面以“/sale”开头且页面以“x”结尾、停留秒数至少为3）。",
        "Customers who left a page (page is one of “/a”, “/b”, seconds stayed are between 3 and 9, seen is yes). | 满足以下条件的客户：离开页面（页面是“/a”、“/b”之一、停留秒数介于3至9之间、seen为“是”）。",
        "Customers who made a purchase (product is none of “Tea”, “Mug”), and afterwards got a refund. | 满足以下条件的客户：完成购买（商品不是“Tea”、“Mug”中的任何一个），之后退款。",
        "Customers who changed the cart, and did not place an order within 4 hours after that. | 满足以下条件的客户：更新购物车，之后4小时内未下单。",
      ]
    `)
  })
})
