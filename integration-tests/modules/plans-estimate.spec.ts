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
    expect((await estimate(canvas)).audience).toBe(30)
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
