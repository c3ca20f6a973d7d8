import { Conflict } from "../../src/core/problem"
import { MOST_DRAFTS, SITTING_MS } from "../../src/modules/marketing/plans/keep-draft"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

describe("what a draft said earlier (C1)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())
  const verbs = () => world.marketing
  const tagging = (tag: string) =>
    draw({ who: ["conditions", { rule: { all: [] } }], mark: ["tags", { add: [tag], remove: [] }] }, [
      "who out mark",
    ])
  const begin = async (actor = "ada") =>
    (await verbs().savePlan({ plan: { name: "A plan", canvas: tagging("first") }, actor })).id
  const save = (plan_id: string, tag: string, more: { actor?: string; merged?: boolean } = {}) =>
    verbs().savePlan({ plan_id, plan: { canvas: tagging(tag) }, actor: "ada", ...more })
  const drafts = (plan_id: string) => verbs().listDrafts({ plan_id })
  const saysOf = async (plan_id: string, no: number) =>
    (await verbs().getDraft({ plan_id, no })).canvas.nodes.find((node) => node.id === "mark")?.settings.add
  const story = async (plan_id: string) => {
    const told = (await drafts(plan_id)).reverse()
    return Promise.all(
      told.map(async (one) => [one.how, one.saved_by, await saysOf(plan_id, one.no), one.version]),
    )
  }
  const pause = () => world.clock.pass({ minutes: SITTING_MS / 60_000 })

  it("is one entry for each sitting of one person, with who, when and how much is other", async () => {
    const id = await begin()
    for (const tag of ["a", "b", "c"]) await save(id, tag)
    await pause()
    await save(id, "d")
    await save(id, "e", { actor: "bob" })
    expect(await story(id)).toEqual([
      ["began", "ada", ["first"], null],
      ["drawn", "ada", ["c"], null],
      ["drawn", "ada", ["d"], null],
      ["drawn", "bob", ["e"], null],
    ])
    const [newest, , , first] = await drafts(id)
    expect(newest?.changes).toMatchObject({ changed: 1, added: 0, ways: 0, layout: false })
    expect(first?.changes).toBeNull()
  })

  it("keeps what two people put together apart from what either had drawn", async () => {
    const id = await begin()
    await save(id, "mine")
    await save(id, "theirs", { actor: "bob" })
    await save(id, "both", { merged: true })
    await save(id, "after")
    expect((await story(id)).map(([how, who, says]) => [how, who, says])).toEqual([
      ["began", "ada", ["first"]],
      ["drawn", "ada", ["mine"]],
      ["drawn", "bob", ["theirs"]],
      ["merged", "ada", ["both"]],
      ["drawn", "ada", ["after"]],
    ])
  })

  it("keeps what was drawn a moment before the wizard's answers take its place", async () => {
    const id = await begin()
    await save(id, "drawn")
    const wizard = { rule: { all: [] }, add_tags: ["answered"] }
    await verbs().savePlan({ plan_id: id, plan: { wizard }, actor: "ada" })
    const told = (await drafts(id)).map(({ no }) => no).reverse()
    expect(told).toHaveLength(3)
    expect(await saysOf(id, told[1]!)).toEqual(["drawn"])
  })

  it("saying the same again, or only a new name, is no entry", async () => {
    const id = await begin()
    await save(id, "first")
    await verbs().savePlan({ plan_id: id, plan: { name: "Renamed" }, actor: "ada" })
    expect(await story(id)).toHaveLength(1)
  })

  it("is put back as the draft, which is an entry too, and nothing before it is lost", async () => {
    const id = await begin()
    await save(id, "wanted")
    await pause()
    await save(id, "mistake")
    const wanted = (await drafts(id))[1]!
    const { revision } = await verbs().getPlan({ plan_id: id })
    const asked = { plan_id: id, no: wanted.no, actor: "bob" }
    await expect(verbs().restoreDraft({ ...asked, revision: revision - 1 })).rejects.toThrow(Conflict)
    const plan = await verbs().restoreDraft({ ...asked, revision })
    expect(plan.canvas).toEqual(tagging("wanted"))
    expect(await story(id)).toEqual([
      ["began", "ada", ["first"], null],
      ["drawn", "ada", ["wanted"], null],
      ["drawn", "ada", ["mistake"], null],
      ["draft", "bob", ["wanted"], null],
    ])
    expect((await drafts(id))[0]).toMatchObject({ origin: wanted.no })
    const undone = (await drafts(id))[1]!
    expect((await verbs().restoreDraft({ plan_id: id, no: undone.no, actor: "bob" })).canvas).toEqual(
      tagging("mistake"),
    )
    const { entries } = await verbs().listAudit({ entity: "plan", entity_id: id, limit: 1, offset: 0 })
    expect(entries[0]).toMatchObject({ action: "restore", detail: { draft: undone.no } })
  })

  it("comes back with its settings and its type, as long as nothing was published", async () => {
    await addPeople(world.database, [{}])
    const id = await begin()
    const weekly = { every: "week", on: ["mon"], time: "10:00" }
    const saying = (plan: object) => verbs().savePlan({ plan_id: id, plan, actor: "bob" })
    await saying({ type: "recurring", settings: { schedule: weekly, holdout_percent: 7 } })
    await saying({ type: "triggered" })
    const [last, once] = (await drafts(id)).map(({ no }) => no)
    expect(await verbs().getDraft({ plan_id: id, no: last! })).toMatchObject({ type: "triggered" })
    const restore = (no: number) => verbs().restoreDraft({ plan_id: id, no, actor: "ada" })
    expect(await restore(once!)).toMatchObject({ type: "one_time", settings: { schedule: { at: "now" } } })
    expect((await drafts(id))[0]?.changes).toMatchObject({ changed: 0, settings: expect.any(Number) })
    expect(await restore(last!)).toMatchObject({ type: "triggered", settings: { schedule: weekly } })
    await restore(once!)
    await verbs().publishPlan({ plan_id: id, actor: "ada" })
    expect(await restore(last!)).toMatchObject({
      ...{ type: "one_time", settings: { schedule: { at: "now" }, holdout_percent: 7 } },
    })
  })

  it("a type by itself is a change, too", async () => {
    const id = await begin()
    await verbs().savePlan({ plan_id: id, plan: { type: "triggered" }, actor: "ada" })
    expect((await drafts(id)).map(({ type, changes }) => [type, changes?.settings])).toEqual([
      ["triggered", 1],
      ["one_time", undefined],
    ])
  })

  it("says what was published, and goes on after it with an entry of its own (P20)", async () => {
    await addPeople(world.database, [{}])
    const id = await begin()
    await save(id, "one")
    await verbs().publishPlan({ plan_id: id, actor: "ada" })
    await save(id, "two")
    await verbs().restoreVersion({ plan_id: id, version: 1, actor: "ada" })
    expect(await story(id)).toEqual([
      ["began", "ada", ["first"], null],
      ["drawn", "ada", ["one"], 1],
      ["drawn", "ada", ["two"], null],
      ["version", "ada", ["one"], null],
    ])
  })

  it("begins for a plan of an older release with what it said before its next stroke", async () => {
    const id = await begin()
    await world.database.run("delete from marketing_draft")
    await save(id, "next")
    expect(await story(id)).toEqual([
      ["began", "ada", ["first"], null],
      ["drawn", "ada", ["next"], null],
    ])
  })

  it("never grows beyond its bound: what followed closely on another goes first, the first and the newest stay", async () => {
    const id = await begin()
    for (let n = 1; n <= MOST_DRAFTS + 9; n++) {
      world.clock.pass(n === 5 ? { minutes: 11 } : { days: 1 })
      await save(id, `t${n}`)
    }
    const kept = await Promise.all(
      (await drafts(id)).map(async ({ no }) => (await saysOf(id, no)) as string[]),
    )
    expect(kept).toHaveLength(MOST_DRAFTS)
    expect(kept.at(-1)).toEqual(["first"])
    expect(kept.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, n) => [`t${MOST_DRAFTS + 9 - n}`]))
    expect(kept).not.toContainEqual(["t5"])
  })

  it("is of its own plan only, and goes with it", async () => {
    const [id, other] = [await begin(), await begin()]
    const { no } = (await drafts(id))[0]!
    await expect(verbs().getDraft({ plan_id: other, no })).rejects.toThrow("There is no draft")
    await expect(verbs().restoreDraft({ plan_id: other, no, actor: "ada" })).rejects.toThrow("no draft")
    await expect(verbs().getDraft({ plan_id: id, no: Number.NaN })).rejects.toThrow("no draft")
    await verbs().deletePlan({ plan_id: id, actor: "ada" })
    expect(await world.database.rows("select no from marketing_draft where no = $1", [no])).toEqual([])
  })
})
