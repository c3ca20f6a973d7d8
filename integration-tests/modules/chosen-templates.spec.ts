import { errorsIn, Refused } from "../../src/core/problem"
import { addCouponTemplate } from "../support/benefits"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_1"
let world: World

beforeEach(async () => {
  world = await createWorld()
  await addPeople(world.database, [{}])
})
afterEach(() => world.end())

const planOf = async (kind: string, settings: object): Promise<string> => {
  const canvas = draw({ who: ["conditions", { rule: { all: [] } }], card: [kind, { ...settings }] }, [
    "who out card",
  ])
  return (await world.marketing.savePlan({ plan: { name: "Plan", type: "one_time", canvas }, actor })).id
}
const refusalOf = async (plan_id: string) => {
  const { problems } = await world.marketing.checkPlan({ plan_id })
  const refused = await world.marketing.publishPlan({ plan_id, actor }).catch((error) => error)
  if (errorsIn(problems).length > 0) {
    expect(refused).toBeInstanceOf(Refused)
    expect(refused.problems).toMatchObject(errorsIn(problems))
  } else expect(refused).toMatchObject({ state: "running" })
  return problems
}

describe("a template that was fine when it was saved keeps a plan from being published", () => {
  const html = "<p>Hi</p>"
  const spoilt = async (content: object, channel = "email"): Promise<string> => {
    const { template } = await world.marketing.saveTemplate({
      name: "Spring",
      channel: "email",
      content: { subject: "Hi", html },
      actor,
    })
    await world.database.run("update marketing_template set content = $2, channel = $3 where id = $1", [
      template.id,
      JSON.stringify(content),
      channel,
    ])
    return template.id
  }
  const endless = "{% for i in (1..5000) %}{% for j in (1..5000) %}x{% endfor %}{% endfor %}"

  it.each([
    [
      { subject: "{% if", html },
      "message/template-liquid",
      'The template "Spring" is broken in line 1, column 1',
    ],
    [{ subject: "Hi", html: endless }, "message/template-endless", "would take too long"],
    [{ subject: "Hi" }, "message/template-broken", "cannot be sent: html is needed"],
  ])("because its text is broken: %#", async (content, code, sentence) => {
    const id = await planOf("message:email", { template_id: await spoilt(content) })
    const [problem, ...others] = await refusalOf(id)
    expect(problem).toMatchObject({ code, path: "nodes.card.settings.template_id" })
    expect(problem!.message).toContain(sentence)
    expect(problem!.hint).toBeTruthy()
    expect(others).toEqual([])
  })

  it("because it was written for another channel, or is gone", async () => {
    const template_id = await spoilt({ subject: "Hi", html })
    const path = "nodes.card.settings.template_id"
    expect(await refusalOf(await planOf("message:inbox", { template_id }))).toMatchObject([
      { code: "message/template-channel", path, values: { template: "Spring" } },
    ])
    await world.marketing.deleteTemplate(template_id)
    expect(await refusalOf(await planOf("message:email", { template_id }))).toMatchObject([
      { code: "message/no-template", path },
    ])
  })

  it("and is only warned of where it names what does not exist", async () => {
    const template_id = await spoilt({ subject: "Hi {{ costumer.name }}", html })
    expect(await refusalOf(await planOf("message:email", { template_id }))).toMatchObject([
      {
        code: "message/template-variable",
        severity: "warning",
        values: { template: "Spring", name: "costumer" },
      },
    ])
  })
})

describe("a text that speaks of what its plan never has is warned of (C2)", () => {
  type Card = [kind: string, settings?: Record<string, unknown>]
  const everybody: Card = ["conditions", { rule: { all: [] } }]
  const order: Card = ["trigger:did-something", { event: "purchase" }]
  const saying = (text: string): Card => ["message:log", { content: { text } }]
  const all = "{{ event.title | upcase }} {{ member.seat }} {{ coupon.code }}"

  const warningsOf = async (nodes: Record<string, Card>, edges: string[], type = "one_time") => {
    const plan = { name: "Plan", type, canvas: draw(nodes, edges) }
    const { id } = await world.marketing.savePlan({ plan, actor })
    const { problems } = await world.marketing.checkPlan({ plan_id: id })
    return problems
      .filter(({ code }) => code.startsWith("plan/never-"))
      .map(({ code, path, severity, values }) => {
        expect(severity).toBe("warning")
        return `${code} ${path} ${values?.variable}`
      })
  }
  const listOf = async (): Promise<string> =>
    (await world.marketing.saveSegment({ name: "Guests", type: "static" })).id

  it("on the card that says it, each variable by its name", async () => {
    expect(await warningsOf({ who: everybody, say: saying(all) }, ["who out say"])).toEqual([
      "plan/never-event nodes.say.settings.content.text event.title",
      "plan/never-member nodes.say.settings.content.text member.seat",
      "plan/never-coupon nodes.say.settings.content.text coupon.code",
    ])
  })

  it("in a stored template as well", async () => {
    const { template } = await world.marketing.saveTemplate({
      name: "Thanks",
      channel: "log",
      content: { text: "{{ coupon.code }}" },
      actor,
    })
    const say: Card = ["message:log", { template_id: template.id }]
    expect(await warningsOf({ who: everybody, say }, ["who out say"])).toEqual([
      "plan/never-coupon nodes.say.settings.template_id coupon.code",
    ])
  })

  it("not where something lets people in, they come through a list, or a card before gave a coupon", async () => {
    const template_id = await addCouponTemplate(world, { id: "mkcoup_spring" })
    const give: Card = ["benefit:coupon", { template_id }]
    expect(await warningsOf({ who: order, say: saying(all) }, ["who out say"], "triggered")).toEqual([
      "plan/never-member nodes.say.settings.content.text member.seat",
      "plan/never-coupon nodes.say.settings.content.text coupon.code",
    ])
    const through: Card = ["segment", { segment_id: await listOf() }]
    expect(await warningsOf({ who: through, say: saying("{{ member.seat }}") }, ["who out say"])).toEqual([])
    const { id: segment_id } = await world.marketing.saveSegment({ name: "All", rule: { all: [] } })
    const dynamic: Card = ["segment", { segment_id }]
    expect(
      await warningsOf({ who: dynamic, say: saying("{{ member.seat }}") }, ["who out say"]),
    ).toHaveLength(1)
    const text = saying("{{ coupon.code }}{{ coupons[0].code }}")
    expect(
      await warningsOf({ who: everybody, give, say: text }, ["who out give", "give granted say"]),
    ).toEqual([])
    expect(
      await warningsOf({ who: everybody, say: text, give }, ["who out say", "say out give"]),
    ).toHaveLength(2)
  })

  it("not where the text itself looks whether it is there, or says something else instead", async () => {
    for (const text of [
      "{% if coupon %}{{ coupon.code }}{% endif %}",
      "{{ event.title | default: 'something' }} {{ coupons | size }}",
      "{% for c in coupons %}{{ c.code }}{% endfor %}{% assign event = 'x' %}{{ event }}",
    ])
      expect(await warningsOf({ who: everybody, say: saying(text) }, ["who out say"])).toEqual([])
  })
})

describe("a coupon template that was fine when it was made keeps a plan from being published", () => {
  const path = "nodes.card.settings.template_id"
  const granting = async (given: Parameters<typeof addCouponTemplate>[1]) => {
    const template_id = await addCouponTemplate(world, { id: "mkcoup_spring", ...given })
    return planOf("benefit:coupon", { template_id })
  }
  const errorsOf = async (id: string) => errorsIn(await refusalOf(id))

  it("because its last day is over", async () => {
    expect(await errorsOf(await granting({ valid_until: "2026-03-01T00:00:00Z" }))).toMatchObject([
      { code: "template/coupon-past", path, values: { name: "mkcoup_spring" } },
    ])
  })

  it("because the store does not sell in its currency", async () => {
    const discount = { type: "amount" as const, amount: 500, currency: "nok" }
    expect(await errorsOf(await granting({ discount }))).toMatchObject([
      { code: "template/coupon-currency", path, values: { name: "mkcoup_spring", currency: "NOK" } },
    ])
  })

  it("because all that it is for was deleted; of some it only warns", async () => {
    const id = await granting({})
    const aimAt = (ids: string[]) =>
      world.database.run(
        `update marketing_coupon_template set value = value || jsonb_build_object('scope', jsonb_build_object('type', 'products', 'ids', $1::jsonb))`,
        [JSON.stringify(ids)],
      )
    await world.database.run(
      "insert into product (id, title, handle) values ('prod_there', 'There', 'there')",
    )
    await aimAt(["prod_gone"])
    expect(await errorsOf(id)).toMatchObject([{ code: "template/coupon-for-nothing", path }])
    await aimAt(["prod_gone", "prod_there"])
    expect(await refusalOf(id)).toContainEqual(
      expect.objectContaining({ code: "template/coupon-for-less", path, severity: "warning" }),
    )
  })

  it("because its promotion was deleted; one that is switched off is only warned of", async () => {
    const id = await granting({})
    await world.database.run(
      `insert into promotion (id, code, type, status, deleted_at) values ('promo_mkcoup_spring', 'SPRING', 'standard', 'active', now())`,
    )
    expect(await errorsOf(id)).toMatchObject([{ code: "template/promotion-gone", path }])
    await world.database.run("update promotion set deleted_at = null, status = 'inactive'")
    expect(await refusalOf(id)).toContainEqual(
      expect.objectContaining({ code: "template/promotion-inactive", path, severity: "warning" }),
    )
  })
})

it("a condition or trigger that asks for a currency that does not exist keeps a plan from being published (C2)", async () => {
  const canvas = draw(
    {
      who: ["trigger:did-something", { event: "purchase", where: { currency: "zzz" } }],
      wait: [
        "wait-for-event",
        { event: "purchase", where: { currency: "yyy" }, at_most: { amount: 1, unit: "days" } },
      ],
      say: ["message:log", { content: { text: "Hi" } }],
    },
    ["who out wait", "wait happened say"],
  )
  const { id } = await world.marketing.savePlan({ plan: { name: "Odd", type: "triggered", canvas }, actor })
  const unknown = errorsIn(await refusalOf(id)).filter(({ code }) => code === "rule/unknown-currency")
  expect(unknown.map(({ path, values }) => [path.split(".")[1], values?.currency])).toEqual([
    ["who", "zzz"],
    ["wait", "yyy"],
  ])
})
