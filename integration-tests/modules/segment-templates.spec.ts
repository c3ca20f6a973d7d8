import type { Refused } from "../../src/core/problem"
import type { AnySegmentTemplate, TemplateParameter } from "../../src/extension/segment-template"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { segmentTemplates } from "../../src/segment-templates"
import { makePeople } from "../support/audience-people"
import { writePeople } from "../support/audience-people-rows"
import { eur, galleryByHand } from "../support/gallery-by-hand"
import { createWorld, type World } from "../support/world"

const ZONE = "Europe/Berlin"
const NOW = "2026-02-20T22:30:00Z"

const BY_HAND = galleryByHand({
  ...{ now: NOW, day: "2026-02-20", zone: ZONE, coupon: "mkcoup_a" },
  products: [0, 1, 2, 3, 4, 6].map((n) => `prod_${n}`),
  categories: ["shoes", "hats", "bags"],
  channels: ["sc_web", "sc_app"],
})

const THINGS: Record<string, string[]> = {
  product: ["prod_0"],
  category: ["shoes"],
  sales_channel: ["sc_web"],
  coupon_template: ["mkcoup_a"],
  field_values: ["gold"],
}
/** Something to choose wherever there is no default. */
const chosen = (template: AnySegmentTemplate) =>
  Object.fromEntries(
    template.parameters.filter((one) => THINGS[one.type]).map((one) => [one.id, THINGS[one.type]!]),
  )
const bound = (parameter: TemplateParameter, end: "min" | "max") =>
  THINGS[parameter.type] ?? (parameter.type === "amount" ? eur(parameter[end]) : parameter[end])

describe("the gallery of segments (A10)", () => {
  let world: World
  let marketing: Marketing
  beforeAll(async () => {
    world = await createWorld({ start: NOW, options: { timezone: ZONE } })
    marketing = world.marketing
    await writePeople(world.database, makePeople(7, 800, new Date(NOW), ZONE))
    await world.database.run(
      `insert into marketing_event (at, key, name, pid)
       select at - interval '1 minute', 'searched ' || key, 'searched', pid from marketing_event where name = 'product_viewed'`,
    )
  })
  afterAll(() => world.end())

  const people = async (where: string) =>
    (await world.database.one<{ n: number }>(
      `select count(*)::int as n from marketing_profile p where p.deleted_at is null and (${where})`,
    ))!.n
  const refusal = async (template_id: string, values: Record<string, unknown>) =>
    marketing.fillSegmentTemplate({ template_id, values }).then(
      () => expect.fail("was accepted"),
      (error: Refused) => error.problems.map(({ code, path }) => `${code} ${path}`),
    )

  it("has at least 25 templates, and each is counted here by hand", () => {
    expect(segmentTemplates.length).toBeGreaterThanOrEqual(25)
    expect(segmentTemplates.map((one) => one.id).sort()).toEqual(Object.keys(BY_HAND).sort())
  })

  it.each(segmentTemplates)("$id finds those whom plain SQL finds", async (template) => {
    const { values, sql } = BY_HAND[template.id]!
    const preview = await marketing.previewSegmentTemplate({ template_id: template.id, values })
    expect(preview.count).toBe(await people(sql))
    // Neither nobody nor everybody: a question that anything answers would prove nothing.
    expect(preview.count).toBeGreaterThan(0)
    expect(preview.count).toBeLessThan(preview.total)
    expect(preview.sample.length).toBeGreaterThan(0)
    expect(preview.text).toMatch(/^Customers .+\.$/)
  })

  it.each(segmentTemplates)("$id is told in English and Chinese", (template) => {
    const labels = [template.label, template.explanation, template.group.label]
    for (const label of [...labels, ...template.parameters.map((one) => one.label)]) {
      expect(label.en).toMatch(/\w/)
      expect(label.zhCN).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it.each(segmentTemplates)("$id holds with its defaults and at its bounds", async (template) => {
    const template_id = template.id
    const usual = await marketing.fillSegmentTemplate({ template_id, values: chosen(template) })
    for (const end of ["min", "max"] as const) {
      const values = Object.fromEntries(template.parameters.map((one) => [one.id, bound(one, end)]))
      const { count } = await marketing.previewSegmentTemplate({ template_id, values, language: "zhCN" })
      expect(count).toBeGreaterThanOrEqual(0)
    }
    expect(usual.name).toEqual(template.label)
    expect(await marketing.checkRule({ rule: usual.rule })).toEqual({ problems: [] })
  })

  it.each(segmentTemplates)("$id becomes an ordinary segment", async (template) => {
    const { values, sql } = BY_HAND[template.id]!
    const { rule, name } = await marketing.fillSegmentTemplate({ template_id: template.id, values })
    const segment = await marketing.saveSegment({ name: name.en, rule })
    expect(segment).toMatchObject({ type: "dynamic", state: "fresh", member_count: await people(sql) })
  })

  it("means people of any tier while none is chosen", async () => {
    const { rule } = await marketing.fillSegmentTemplate({ template_id: "tier-members" })
    expect(rule).toEqual({ fact: "profile.tier", op: "known" })
  })

  it("says where each wrong value stands, and what it may be", async () => {
    expect(await refusal("at-risk", { quiet: 0, span: 1.5, quit: 3 })).toEqual([
      "template/unknown-value values.quit",
      "template/number values.quiet",
      "template/number values.span",
    ])
    expect(await refusal("high-spenders", { amount: { amount: -1 }, days: "30" })).toEqual([
      "template/number values.days",
      "template/amount values.amount.amount",
    ])
    expect(await refusal("high-spenders", { amount: null, days: null })).toEqual([
      "template/number values.days",
      "template/amount values.amount.amount",
    ])
    expect(await refusal("high-spenders", { amount: { amount: 5, currency: "EURO" } })).toEqual([
      "template/currency values.amount.currency",
    ])
    expect(await refusal("category-cross-sell", { bought: "shoes", never: [] })).toEqual([
      "template/ids values.bought",
      "template/needed values.never",
    ])
    expect(await refusal("this-coupon-unused", { coupon: ["mkcoup_a", "mkcoup_b"] })).toEqual([
      "template/too-many values.coupon",
    ])
    expect(await refusal("tier-members", { tiers: "gold" })).toEqual(["template/ids values.tiers"])
    expect(await refusal("product-in-cart", { products: ["prod_0", "prod_gone"] })).toEqual([
      "template/missing values.products.1",
    ])
    await expect(marketing.fillSegmentTemplate({ template_id: "__proto__" })).rejects.toThrow(
      "There is no segment template __proto__.",
    )
  })

  it("calls categories and sales channels by their names in the sentence", async () => {
    await world.database.run(
      `insert into product_category (id, name, handle, mpath, deleted_at) values ('shoes', 'Shoes', 'shoes', 'shoes', null), ('hats', 'Hats', 'hats', 'hats', null), ('caps', 'Caps', 'caps', 'caps', now())`,
    )
    const read = async (template_id: string, values: Record<string, unknown>) =>
      (await marketing.previewSegmentTemplate({ template_id, values })).text
    expect(await read("category-cross-sell", { bought: ["shoes"], never: ["hats"] })).toBe(
      "Customers who made a purchase (category is “Shoes”) in the last 365 days and who never made a purchase (category is “Hats”).",
    )
    await expect(read("category-cross-sell", { bought: ["shoes"], never: ["caps"] })).rejects.toMatchObject({
      problems: [{ code: "rule/missing" }],
    })
    await world.database.run("insert into sales_channel (id, name) values ('sc_web', 'Web shop')")
    expect(await read("channel-a-not-b", { bought: ["sc_web"], never: ["sc_app"] })).toBe(
      "Customers who made a purchase (sales channel is “Web shop”) and who never made a purchase (sales channel is “sc_app”).",
    )
  })

  it("starts amounts in the store's own currency, and says which one it is", async () => {
    const amount = async () =>
      (await marketing.listSegmentTemplates())
        .find((one) => one.id === "high-spenders")!
        .parameters.find((one) => one.id === "amount")
    expect(await amount()).toMatchObject({ default: 50_000, currency: "eur" })
    await world.database.run(
      "insert into store_currency (id, currency_code, is_default) values ('stocur_1', 'EUR', false), ('stocur_2', 'USD', true)",
    )
    expect(await amount()).toMatchObject({ currency: "usd" })
    const { rule } = await marketing.fillSegmentTemplate({ template_id: "high-spenders" })
    expect(rule).toMatchObject({ amount: { gte: 50_000, currency: "usd" } })
    await world.database.run("delete from store_currency")
  })

  it("says what a store lacks, and takes a guest's template through the same door", async () => {
    const guest = await createWorld({
      extensions: [
        {
          name: "acme",
          segmentTemplates: [
            {
              id: "acme:rich",
              group: { id: "acme", label: { en: "Acme" } },
              label: { en: "Rich" },
              explanation: { en: "Can afford it." },
              parameters: [
                { id: "score", label: { en: "Score" }, type: "count", default: 80, min: 0, max: 100 },
              ],
              rule: ({ score }) => ({ fact: "profile.attributes.score", op: "gte", value: score }),
            },
          ],
        },
      ],
    })
    try {
      const templates = new Map((await guest.marketing.listSegmentTemplates()).map((one) => [one.id, one]))
      expect(templates.get("window-shoppers")!.unavailable!.en).toContain("product_viewed")
      expect(templates.get("searched-not-bought")!.unavailable!.zhCN).toContain("searched")
      expect(templates.get("acme:rich")!.unavailable!.en).toContain("profile.attributes.score")
      const lacking = [...templates.values()].filter((one) => one.unavailable).map((one) => one.id)
      expect(templates.get("points-unspent")!.unavailable!.en).toContain("Nobody has had points yet")
      expect(templates.get("coupon-expiring")!.unavailable!.en).toContain("Nobody has had a coupon yet")
      expect(lacking).toEqual([
        "child-birthday",
        "family-birthday",
        "child-turning",
        "small-children",
        "browsers-without-cart",
        "window-shoppers",
        "viewed-not-bought",
        "searched-not-bought",
        ...["coupon-unused", "this-coupon-unused", "coupon-expiring", "coupon-ran-out"],
        ...["points-expiring", "points-unspent", "points-never-spent"],
        "tier-near",
        "acme:rich",
      ])
      await guest.marketing.defineAttributes(guest.database, [{ key: "score", type: "number" }])
      const filled = await guest.marketing.fillSegmentTemplate({
        template_id: "acme:rich",
        values: { score: 90 },
      })
      expect(filled.rule).toMatchObject({ value: 90 })
    } finally {
      await guest.end()
    }
  })
})
