import { Missing, Refused } from "../../src/core/problem"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

describe("a ready plan of one's own (C12)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())
  const verbs = () => world.marketing
  const actor = "ada"
  const codes = (making: Promise<unknown>) =>
    making.then(
      () => [],
      (error: unknown) =>
        error instanceof Refused ? error.problems.map(({ code }) => code) : [String(error)],
    )
  const canvasOf = (more: Record<string, [string, Record<string, unknown>?]> = {}) =>
    draw(
      {
        who: ["segment", { segment_id: "women" }],
        rest: ["wait", { amount: 3, unit: "days" }],
        tell: ["message:log", { content: { text: "Hello" } }],
        ...more,
      },
      ["who out rest", "rest out tell"],
    )
  const plan = async (canvas: object = canvasOf(), more: object = {}) =>
    (await verbs().savePlan({ plan: { name: "A plan", canvas, ...more }, actor })).id
  const make = (plan_id: string, more: object = {}) =>
    verbs().makeOwnTemplate({ template: { plan_id, name: "Our greeting", ...more }, actor })
  const asked = [
    { node: "rest", path: "amount", label: "Days before", type: "days" },
    { node: "tell", path: "content.text", label: "What it says", type: "text" },
  ]
  const entries = async () => (await verbs().listPlanTemplates()).filter(({ own }) => own)

  it("stands first in the gallery with its picture, and becomes an ordinary plan with other values", async () => {
    const holdout = { settings: { holdout_percent: 7 } }
    const { id } = await make(await plan(canvasOf(), holdout), {
      description: "For newcomers",
      parameters: asked,
    })
    const [first] = await verbs().listPlanTemplates()
    expect(first).toMatchObject({
      id,
      own: true,
      label: { en: "Our greeting", zhCN: "Our greeting" },
      explanation: { en: "For newcomers" },
      group: { id: "own" },
      missing_kinds: [],
      parameters: [
        { id: "v1", type: "days", default: 3, label: { en: "Days before" } },
        { id: "v2", type: "text", default: "Hello" },
      ],
    })
    expect(first?.canvas.nodes.map(({ kind }) => kind)).toEqual(["segment", "wait", "message:log"])
    const filled = await verbs().fillPlanTemplate({ template_id: id, values: { v1: 9, v2: "Welcome" } })
    expect(filled.name.en).toBe("Our greeting")
    expect(filled.settings).toMatchObject({ holdout_percent: 7 })
    const { canvas } = await verbs().savePlan({ plan: { ...filled, name: "Made of it" }, actor })
    expect(canvas.nodes.map(({ settings }) => settings)).toEqual([
      { segment_id: "women" },
      { amount: 9, unit: "days" },
      { content: { text: "Welcome" } },
    ])
    const usual = await verbs().fillPlanTemplate({ template_id: id })
    expect(usual.canvas.nodes[1]?.settings).toEqual({ amount: 3, unit: "days" })
  })

  it("stays what it was when its plan changes, is deleted, or is made again", async () => {
    const plan_id = await plan()
    const { id } = await make(plan_id, { parameters: asked })
    await verbs().savePlan({ plan_id, plan: { canvas: draw({ end: ["exit"] }, []) }, actor })
    await verbs().deletePlan({ plan_id, actor })
    expect((await verbs().fillPlanTemplate({ template_id: id })).canvas.nodes).toHaveLength(3)
  })

  it("asks about the cards of the plan that it becomes, as a copy does (C5)", async () => {
    const plan_id = await plan()
    const rule = (of: string) => ({ all: [{ plan: of, outcome: "received", node: "tell" }] })
    const canvas = canvasOf({ sort: ["filter", { rule: rule(plan_id) }] })
    await verbs().savePlan({ plan_id, plan: { canvas }, actor })
    const { id } = await make(plan_id)
    const { name: _, ...filled } = await verbs().fillPlanTemplate({ template_id: id })
    const made = await verbs().savePlan({ plan: { name: "Made", ...filled }, actor })
    const copy = await verbs().duplicatePlan({ plan_id, actor })
    for (const one of [made, copy])
      expect(one.canvas.nodes.find((node) => node.id === "sort")?.settings).toEqual({ rule: rule(one.id) })
  })

  it("refuses names that are empty, too long or taken in other letters, and says so", async () => {
    const plan_id = await plan()
    await make(plan_id)
    expect(await codes(make(plan_id, { name: "  " }))).toEqual(["template/name"])
    expect(await codes(make(plan_id, { name: "x".repeat(101) }))).toEqual(["template/name"])
    expect(await codes(make(plan_id, { name: " our GREETING " }))).toEqual(["template/name-taken"])
    expect(await codes(make(plan_id, { name: 7 }))).toEqual(["template/shape"])
    const other = await make(plan_id, { name: "Another" })
    const rename = (id: string, name: string) =>
      verbs().renameOwnTemplate({ id, template: { name, description: "Said anew" }, actor })
    expect(await codes(rename(other.id, "Our greeting"))).toEqual(["template/name-taken"])
    await rename(other.id, "another")
    expect((await entries()).map(({ label, explanation }) => [label.en, explanation.en])).toEqual([
      ["another", "Said anew"],
      ["Our greeting", ""],
    ])
    await expect(rename("mkptpl_gone", "New")).rejects.toThrow(Missing)
  })

  it("is not made of nothing, of cards that no extension brings, or with settings that are not there", async () => {
    expect(await codes(make(await plan({ nodes: [] })))).toEqual(["template/empty"])
    expect(await codes(make(await plan(canvasOf({ score: ["acme:score"] }))))).toEqual([
      "template/missing-kinds",
    ])
    const wrong = [
      { ...asked[0], path: "gone" },
      { ...asked[1], type: "count" },
      { ...asked[0], node: "nobody" },
    ]
    expect(await codes(make(await plan(), { parameters: wrong }))).toEqual(
      Array(3).fill("template/no-setting"),
    )
    const strange = [{ ...asked[0], path: "a..b" }]
    expect(await codes(make(await plan(), { parameters: strange }))).toEqual(["template/shape"])
    await expect(make("mkplan_gone")).rejects.toThrow(Missing)
    expect(await entries()).toEqual([])
  })

  it("is not made with settings that nobody could leave as they are", async () => {
    const problems = (making: Promise<unknown>) =>
      making.then(
        () => [],
        ({ problems }: Refused) => problems.map(({ code, path }) => `${code} ${path}`),
      )
    const saying = (text: string, amount: number, segment_id = "women") =>
      plan(
        canvasOf({
          who: ["segment", { segment_id }],
          rest: ["wait", { amount, unit: "days" }],
          tell: ["message:log", { content: { text } }],
        }),
      )
    const parameters = [...asked, { node: "who", path: "segment_id", label: "Who", type: "segment" }]
    expect(await problems(make(await saying("x".repeat(5_001), 0, ""), { parameters }))).toEqual([
      "template/number parameters.0",
      "template/text parameters.1",
      "template/ids parameters.2",
    ])
    expect(await problems(make(await saying(" ", 1_000_001), { parameters }))).toEqual([
      "template/number parameters.0",
      "template/text parameters.1",
    ])
    expect(await entries()).toEqual([])
  })

  it("keeps what a change leaves out: its name, or what it is for", async () => {
    const { id } = await make(await plan(), { description: "For newcomers" })
    const change = (template: object) => verbs().renameOwnTemplate({ id, template, actor })
    expect(await change({ name: "Greeting" })).toMatchObject({ description: "For newcomers" })
    expect(await change({ description: "" })).toMatchObject({ name: "Greeting", description: "" })
  })

  it("is greyed, and refused with a sentence, once an extension it needs is gone", async () => {
    const { id } = await make(await plan())
    await world.database.run(
      `update marketing_plan_template set canvas = jsonb_set(canvas, '{nodes,1,kind}', '"acme:score"') where id = $1`,
      [id],
    )
    expect((await entries())[0]?.missing_kinds).toEqual(["acme:score"])
    expect(await codes(verbs().fillPlanTemplate({ template_id: id }))).toEqual(["template/missing-kinds"])
  })

  it("refuses values that fit no setting, and segments that are not there", async () => {
    await addPeople(world.database, [{}])
    const parameters = [...asked, { node: "who", path: "segment_id", label: "Who", type: "segment" }]
    const { id } = await make(await plan(), { parameters })
    const fill = (values: Record<string, unknown>) =>
      codes(verbs().fillPlanTemplate({ template_id: id, values }))
    expect(await fill({ v1: 0, v2: "", v3: [] })).toEqual([
      "template/number",
      "template/text",
      "template/needed",
    ])
    expect(await fill({ v4: 1 })).toEqual(["template/unknown-value"])
    expect(await fill({ v3: ["nobody"] })).toEqual(["template/missing"])
  })

  it("is taken away without the plans that were made of it", async () => {
    const { id } = await make(await plan())
    const { name: _, ...filled } = await verbs().fillPlanTemplate({ template_id: id })
    const made = await verbs().savePlan({ plan: { name: "Made", ...filled }, actor })
    await verbs().removeOwnTemplate({ id, actor })
    expect(await entries()).toEqual([])
    expect((await verbs().getPlan({ plan_id: made.id })).canvas.nodes).toHaveLength(3)
    await expect(verbs().removeOwnTemplate({ id, actor })).rejects.toThrow(Missing)
    await expect(verbs().fillPlanTemplate({ template_id: id })).rejects.toThrow(Missing)
  })
})
