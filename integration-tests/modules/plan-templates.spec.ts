import { Missing, Refused } from "../../src/core/problem"
import type { Rule } from "../../src/core/rules/schema"
import { planTemplates } from "../../src/plan-templates"
import { openTown, type Town } from "../support/people-in-cases"
import { addPeople, createWorld, type World } from "../support/world"

/** What one card takes on the canvas; two of them never stand nearer. */
const CARD = { width: 240, height: 140 }

describe("ready plans (C12)", () => {
  let world: World
  let coupon: string
  beforeAll(async () => {
    world = await createWorld()
    await addPeople(world.database, [{ country: "de" }, { country: "fr" }])
    coupon = "mkcoup_ready"
    await world.database.run(
      `insert into marketing_coupon_template (id, name, promotion_id, code, valid_days, value)
       values ($1, 'Ready', 'promo_ready', 'READY', 14, '{"discount": {"type": "percent", "percent": 10}, "scope": {"type": "order"}, "minimum": null}')`,
      [coupon],
    )
  })
  afterAll(() => world.end())

  const fill = (template_id: string, values?: Record<string, unknown>, language?: "en" | "zhCN") =>
    world.marketing.fillPlanTemplate({ template_id, values, language })
  const draft = async (template_id: string, values?: Record<string, unknown>, language?: "en" | "zhCN") => {
    const { name, ...plan } = await fill(template_id, values, language)
    return world.marketing.savePlan({ plan: { ...plan, name: name.en }, actor: "ada" })
  }
  const errorsOf = async (plan_id: string) => {
    const { problems } = await world.marketing.checkPlan({ plan_id })
    // Who is there is the store's affair, not the template's.
    return problems
      .filter(({ severity }) => severity !== "warning")
      .map(({ code, path }) => `${code} ${path}`)
  }
  const listed = () => world.marketing.listPlanTemplates()

  it("are twenty at least, each said in both languages, with what it is for and nothing lacking", async () => {
    const templates = await listed()
    expect(templates.length).toBeGreaterThanOrEqual(20)
    expect(templates.filter(({ type }) => type === "triggered").length).toBeGreaterThanOrEqual(12)
    for (const { id, label, explanation, use, group, parameters, missing_kinds } of templates) {
      const texts = [label, explanation, use, group.label, ...parameters.map((one) => one.label)]
      expect([id, texts.every(({ en, zhCN }) => en && zhCN)]).toEqual([id, true])
      expect([id, missing_kinds]).toEqual([id, []])
    }
  })

  it.each(planTemplates.map(({ id }) => id))(
    "%s wants nothing put right, as it is and filled in",
    async (id) => {
      expect(await errorsOf((await draft(id)).id)).toEqual([])
      const { parameters } = planTemplates.find((one) => one.id === id)!
      const values = Object.fromEntries(
        parameters.flatMap((one) => (one.type === "coupon_template" ? [[one.id, [coupon]]] : [])),
      )
      expect(await errorsOf((await draft(id, values, "zhCN")).id)).toEqual([])
      for (const end of ["min", "max"] as const) {
        const numbers = parameters.flatMap((one) => ("default" in one ? [[one.id, one[end]]] : []))
        expect(await errorsOf((await draft(id, Object.fromEntries(numbers))).id)).toEqual([])
      }
    },
  )

  it.each(planTemplates.map(({ id }) => id))("%s is laid out so that one can read it", async (id) => {
    const { canvas } = await fill(id)
    const at = new Map(canvas.nodes.map((node) => [node.id, node.position]))
    for (const one of canvas.nodes)
      for (const other of canvas.nodes)
        if (one.id < other.id) {
          const apart = [
            Math.abs(one.position.x - other.position.x),
            Math.abs(one.position.y - other.position.y),
          ] as const
          expect(apart[0] >= CARD.width || apart[1] >= CARD.height).toBe(true)
        }
    for (const { from, to } of canvas.edges) expect(at.get(to)!.x).toBeGreaterThan(at.get(from)!.x)
  })

  it("are written in the reader's language", async () => {
    const subjects = async (language: "en" | "zhCN") =>
      (await fill("abandoned-cart", {}, language)).canvas.nodes.flatMap(({ name }) => name ?? [])
    expect(await subjects("en")).toContain("Still in your cart")
    expect(await subjects("zhCN")).toContain("您的购物车还在等您")
  })

  it("have no card for a coupon that was not chosen", async () => {
    const kinds = async (values: Record<string, unknown>) =>
      (await fill("abandoned-cart", values)).canvas.nodes.map(({ kind }) => kind)
    expect(await kinds({})).not.toContain("benefit:coupon")
    expect(await kinds({ coupon: [coupon] })).toContain("benefit:coupon")
  })

  it("say which value is wrong", async () => {
    const why = async (values: Record<string, unknown>, id = "abandoned-cart") =>
      fill(id, values).then(
        () => [],
        (error: unknown) =>
          error instanceof Refused
            ? error.problems.map(({ code, path }) => `${code} ${path}`)
            : [String(error)],
      )
    expect(await why({ days: 0 })).toEqual(["template/number values.days"])
    expect(await why({ days: "2" })).toEqual(["template/number values.days"])
    expect(await why({ colour: 1 })).toEqual(["template/unknown-value values.colour"])
    expect(await why({ coupon: ["mkcoup_gone"] })).toEqual(["template/missing values.coupon.0"])
    expect(await why({ coupon: [coupon, "another"] })).toEqual(["template/too-many values.coupon"])
    await expect(fill("gone")).rejects.toBeInstanceOf(Missing)
  })

  it("ask who paid and who only ordered alike, and speak of points to those who got them", async () => {
    const bought = (window: object) => ({
      any: [
        { did: "purchase", window },
        { did: "order_placed", window },
      ],
    })
    for (const { id } of planTemplates) {
      const { canvas, category } = await fill(id)
      // Whoever is asked whether they bought since, or lately: an order that is not paid yet counts.
      for (const { kind, settings } of canvas.nodes)
        if (kind === "goal") expect([id, settings]).toEqual([id, { rule: bought({ since: "entered" }) }])
        else if (kind === "filter")
          expect([id, JSON.stringify(settings)]).toEqual([id, expect.stringContaining("order_placed")])
      for (const { from, port } of canvas.edges)
        if (canvas.nodes.find((node) => node.id === from)!.kind === "benefit:points")
          expect([id, port]).toEqual([id, "granted"])
      if (["back-in-stock", "coupon-expiring"].includes(id)) expect([id, category]).toEqual([id, "marketing"])
    }
  })
})

describe("ready plans of a store that takes the money later (C12)", () => {
  let town: Town
  let people: Record<string, string>
  beforeAll(async () => {
    town = await openTown("UTC")
    const before = ["2025-12-01T10:00:00Z", "10"] as const
    people = {
      gone: await town.isBorn({ orders: [[...before]] }),
      back: await town.isBorn({
        orders: [[...before], ["2026-02-20T10:00:00Z", "10", "eur", undefined, null]],
      }),
    }
  })
  afterAll(() => town.world.end())

  const meantBy = async (template_id: string, kind: string, { place = 0, values = {} } = {}) => {
    const { canvas } = await town.world.marketing.fillPlanTemplate({ template_id, values })
    const { rule } = canvas.nodes.filter((node) => node.kind === kind)[place]!.settings as { rule: Rule }
    const { in_sql, in_memory } = await town.meantBy(rule, people)
    expect(in_memory).toEqual(in_sql)
    return in_sql
  }

  it("take nobody for gone whose order waits to be paid", async () => {
    expect(await meantBy("win-back", "conditions")).toEqual(["gone"])
    expect(await meantBy("lapsed", "conditions", { place: 1, values: { quiet: 30 } })).toEqual(["back"])
    expect(await meantBy("cross-sell", "filter", { values: { days: 30 } })).toEqual(["back"])
    expect(await meantBy("first-order-follow-up", "filter")).toEqual(["back"])
  })
})
