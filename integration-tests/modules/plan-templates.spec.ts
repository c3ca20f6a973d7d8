import { Missing, Refused } from "../../src/core/problem"
import { planTemplates } from "../../src/plan-templates"
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
       values ($1, 'Ready', 'promo_ready', 'READY', 14, '{"type": "percentage", "value": 10}')`,
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
})
