import { addPeople, createWorld, type World } from "../support/world"

const german = { all: [{ fact: "profile.country", op: "is", value: "de" }] }
const women = { all: [{ fact: "profile.gender", op: "is", value: "female" }] }

describe("the estimate of a plan (C3)", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
    await addPeople(
      world.database,
      Array.from({ length: 40 }, (_, i) => ({
        country: i < 20 ? "de" : "fr",
        gender: i % 2 === 0 ? "female" : "male",
      })),
    )
  })
  afterAll(() => world.end())

  const estimate = async (canvas: object, settings: object = {}) => {
    const { id } = await world.marketing.savePlan({ plan: { name: "E", canvas, settings }, actor: "a" })
    return world.marketing.estimatePlan({ plan_id: id })
  }
  const tag = (id: string) => ({ id, kind: "tags", settings: { add: ["x"] } })

  it("counts who comes in, and how many of them come by each way of a filter and a split", async () => {
    const canvas = {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: german } },
        { id: "women", kind: "filter", settings: { rule: women } },
        {
          id: "split",
          kind: "split-test",
          settings: {
            variants: [
              { id: "a", name: "A", share: 30 },
              { id: "b", name: "B", share: 70 },
            ],
          },
        },
        ...["a", "b", "men", "all"].map(tag),
      ],
      edges: [
        { from: "who", to: "women" },
        { from: "women", port: "yes", to: "split" },
        { from: "women", port: "no", to: "men" },
        { from: "split", port: "a", to: "a" },
        { from: "split", port: "b", to: "b" },
        { from: "a", to: "all" },
        { from: "b", to: "all" },
        { from: "men", to: "all" },
      ],
    }
    expect(await estimate(canvas, { holdout_percent: 10 })).toMatchObject({
      audience: 20,
      held_out: 2,
      nodes: { who: 20, women: 20, split: 10, a: 3, b: 7, men: 10, all: 20 },
      reachable: expect.any(Object),
      problems: [],
    })
  })

  it("does not say who goes which way where a card asks for what one before it writes (C3)", async () => {
    const asks = (id: string, value: string) => ({
      id,
      kind: "filter",
      settings: { rule: { fact: "profile.tags", op: "has_any", value: [value] } },
    })
    const canvas = {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: german } },
        asks("before", "x"),
        tag("mark"),
        { id: "women", kind: "filter", settings: { rule: women } },
        asks("after", "x"),
        tag("end"),
      ],
      edges: [
        { from: "who", to: "before" },
        { from: "before", port: "no", to: "mark" },
        { from: "mark", to: "women" },
        { from: "women", port: "yes", to: "after" },
        { from: "after", port: "yes", to: "end" },
      ],
    }
    const { nodes } = await estimate(canvas)
    expect(nodes).toEqual({ who: 20, before: 20, mark: 20, women: 20, after: 10, end: null })
  })

  it("counts a person of two entries once", async () => {
    const canvas = {
      nodes: [
        { id: "g", kind: "conditions", settings: { rule: german } },
        { id: "w", kind: "conditions", settings: { rule: women } },
        tag("t"),
      ],
      edges: [
        { from: "g", to: "t" },
        { from: "w", to: "t" },
      ],
    }
    const { audience, nodes } = await estimate(canvas)
    expect(audience).toBe(30)
    // Whoever is of both comes in by the first drawn.
    expect(nodes).toEqual({ g: 20, w: 10, t: 30 })
  })

  it("says at most how many come where nobody knows who goes which way (C3)", async () => {
    const canvas = {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: german } },
        {
          id: "wait",
          kind: "wait-for-event",
          settings: { event: "purchase", at_most: { amount: 2, unit: "days" } },
        },
        tag("bought"),
        { id: "women", kind: "filter", settings: { rule: women } },
        tag("remind"),
        tag("end"),
      ],
      edges: [
        { from: "who", to: "wait" },
        { from: "wait", port: "happened", to: "bought" },
        { from: "wait", port: "timeout", to: "women" },
        { from: "women", port: "yes", to: "remind" },
        { from: "bought", to: "end" },
        { from: "remind", to: "end" },
      ],
    }
    const { nodes, at_most } = await estimate(canvas)
    expect(nodes).toEqual({ who: 20, wait: 20, bought: null, women: null, remind: null, end: null })
    // Never more than come in at all.
    expect(at_most).toEqual({ bought: 20, women: 20, remind: 10, end: 20 })
  })

  it("counts everybody again where all ways lead to one card, and by the usual way where few are refused (C3, P13)", async () => {
    const canvas = {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: german } },
        { id: "gift", kind: "benefit:points", settings: { amount: 20 } },
        tag("sorry"),
        {
          id: "mail",
          kind: "message:email",
          settings: { content: { subject: "Hello", html: "<p>Hi</p>" }, when_not_sent: "other-way" },
        },
        tag("all"),
      ],
      edges: [
        { from: "who", to: "gift" },
        { from: "gift", port: "granted", to: "mail" },
        { from: "gift", port: "refused", to: "sorry" },
        { from: "mail", port: "out", to: "all" },
        { from: "mail", port: "not_sent", to: "all" },
      ],
    }
    const { nodes, at_most, gifts } = await estimate(canvas)
    expect(nodes).toEqual({ who: 20, gift: 20, sorry: null, mail: 20, all: 20 })
    expect(at_most).toEqual({ sorry: 20 })
    // At one cent a point, in each currency in which points can be spent.
    expect(gifts).toEqual({ gift: { points: 20, worth: { eur: 20, usd: 20 }, by_the_cart: false } })
  })

  it("does not guess where the canvas has errors, and names them", async () => {
    const canvas = { nodes: [{ id: "who", kind: "conditions", settings: {} }], edges: [] }
    expect(await estimate(canvas)).toMatchObject({
      audience: null,
      nodes: {},
      problems: [{ code: "canvas/settings" }],
    })
  })
})
