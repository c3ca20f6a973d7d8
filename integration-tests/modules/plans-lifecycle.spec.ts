import { Conflict, Missing, Refused } from "../../src/core/problem"
import { settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_ada"

/** A segment whose members were picked by hand. */
async function makeSegment(world: World, id: string, pids: number[]): Promise<void> {
  await world.database.run(
    `with s as (insert into marketing_segment (id, name, type, member_count) values ($1, $1, 'static', $2) returning no)
     insert into marketing_segment_member select s.no, pid, now() from s, unnest($3::int[]) pid`,
    [id, pids.length, pids],
  )
}

const tagPlan = (segment_id: string, settings: object = {}) => ({
  name: "Win back",
  settings,
  wizard: { segment_id, add_tags: ["asked"] },
})

const refusal = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(Refused)
  return (error as Refused).problems.map((p) => `${p.code} ${p.path}`)
}

describe("a plan's life", () => {
  let world: World
  let pids: number[]
  const verbs = () => world.marketing
  const draft = async (settings: object = {}, segment = "seg") =>
    (await verbs().savePlan({ plan: tagPlan(segment, settings), actor })).id
  const runs = (id: string) =>
    world.database.rows(
      "select r.slot, r.state, r.due_at, r.version from marketing_run r join marketing_plan p on p.no = r.plan_no where p.id = $1",
      [id],
    )

  beforeEach(async () => {
    world = await createWorld({ options: { timezone: "Europe/Berlin" } })
    pids = await addPeople(world.database, [{}, {}, {}])
    await makeSegment(world, "seg", pids)
    await makeSegment(world, "nobody", [])
  })
  afterEach(() => world.end())

  it("begins as a draft that may be unfinished in every way, and counts its revisions (P1)", async () => {
    const made = await verbs().savePlan({ plan: { name: "Empty" }, actor })
    expect(made).toMatchObject({
      state: "draft",
      type: "one_time",
      revision: 1,
      version: null,
      created_by: actor,
    })
    const odd = { nodes: [{ id: "x", kind: "acme:fax" }], edges: [{ from: "x", to: "gone" }] }
    const changed = await verbs().savePlan({ plan_id: made.id, revision: 1, plan: { canvas: odd }, actor })
    expect(changed).toMatchObject({ revision: 2, name: "Empty", canvas: { nodes: [{ kind: "acme:fax" }] } })
  })

  it("is not overwritten by somebody who read it earlier (C1)", async () => {
    const id = await draft()
    await verbs().savePlan({ plan_id: id, revision: 1, plan: { name: "Ada's" }, actor })
    const late = verbs().savePlan({ plan_id: id, revision: 1, plan: { name: "Bob's" }, actor: "user_bob" })
    await expect(late).rejects.toBeInstanceOf(Conflict)
    expect((await verbs().getPlan({ plan_id: id })).name).toBe("Ada's")
  })

  it("published now, freezes a version and makes exactly one run that is due (P3, P20)", async () => {
    const id = await draft()
    const published = await verbs().publishPlan({ plan_id: id, actor })
    expect(published).toMatchObject({ state: "running", version: 1 })
    expect(await runs(id)).toEqual([
      { slot: "once", state: "scheduled", due_at: new Date("2026-03-02T09:00:00Z"), version: 1 },
    ])
    await expect(verbs().publishPlan({ plan_id: id, actor })).rejects.toThrow("there is nothing to publish")
    expect(await runs(id)).toHaveLength(1)
  })

  it("two people who publish at the same moment make one run", async () => {
    const id = await draft()
    const both = await Promise.allSettled([1, 2].map(() => verbs().publishPlan({ plan_id: id, actor })))
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await runs(id)).toHaveLength(1)
  })

  it("a segment that is deleted while the plan is published is not published: one of the two is refused", async () => {
    const id = await draft()
    let gone!: () => void
    const deleting = world.database.transaction(async (tx) => {
      // Whoever deletes looked for users before the draft was saved, and is about to commit.
      await tx.run("select pg_advisory_xact_lock(hashtext('marketing_segment'))")
      await tx.run("update marketing_segment set deleted_at = now() where id = 'seg'")
      await new Promise<void>((resolve) => {
        gone = resolve
      })
    })
    const publishing = refusal(verbs().publishPlan({ plan_id: id, actor }))
    await vi.waitFor(async () =>
      expect(
        await world.database.rows("select 1 from pg_locks where locktype = 'advisory' and not granted"),
      ).toHaveLength(1),
    )
    gone()
    await deleting
    expect(await publishing).toEqual(["plan/segment-deleted nodes"])
    expect(await verbs().getPlan({ plan_id: id })).toMatchObject({ state: "draft", version: null })
  })

  it("who saves and publishes and who deletes the segment at once: never both (C1)", async () => {
    for (let round = 0; round < 8; round++) {
      const segment = `seg${round}`
      await makeSegment(world, segment, pids)
      const publish = async () => verbs().publishPlan({ plan_id: await draft({}, segment), actor })
      const [published, deleted] = await Promise.allSettled([
        publish(),
        verbs().deleteSegment({ segment_id: segment, actor }),
      ])
      expect([published.status, deleted.status].sort()).toEqual(["fulfilled", "rejected"])
    }
  })

  it("walks everybody of the segment through the wizard's canvas and ends by itself (P1, P12)", async () => {
    const id = await draft()
    await verbs().publishPlan({ plan_id: id, actor })
    await settle(verbs())
    expect(await world.database.rows("select distinct tags from marketing_profile")).toEqual([
      { tags: ["asked"] },
    ])
    expect(await verbs().getPlan({ plan_id: id })).toMatchObject({
      state: "ended",
      actions: ["archive", "delete"],
    })
  })

  it("for later, is scheduled at the store's wall time", async () => {
    const id = await draft({ schedule: { at: "2026-03-29T10:00" } })
    expect(await verbs().publishPlan({ plan_id: id, actor })).toMatchObject({ state: "scheduled" })
    expect(await runs(id)).toMatchObject([{ due_at: new Date("2026-03-29T08:00:00Z") }])
  })

  it("keeps what was published whatever happens to the draft's row afterwards (P20)", async () => {
    const id = await draft()
    await verbs().publishPlan({ plan_id: id, actor })
    const { no } = (await world.database.one<{ no: number }>("select no from marketing_plan where id = $1", [
      id,
    ]))!
    const version = await verbs().readVersion(no, 1)
    expect(version.canvas.nodes.map((n) => n.kind)).toEqual(["segment", "tags"])
    expect(version.settings).toMatchObject({
      holdout_percent: 0,
      attribution: { basis: "touch", window_days: 7 },
    })
    await expect(verbs().readVersion(no, 2)).rejects.toBeInstanceOf(Missing)
    await verbs().savePlan({ plan_id: id, plan: { canvas: { nodes: [] } }, actor })
    expect((await verbs().getVersion({ plan_id: id, version: 1 })).canvas).toEqual(version.canvas)
    expect(await verbs().savePlan({ plan_id: id, plan: { name: "Renamed" }, actor })).toMatchObject({
      name: "Renamed",
    })
  })

  it("with an empty audience says so and publishes nothing", async () => {
    const id = await draft({}, "nobody")
    expect(await verbs().checkPlan({ plan_id: id })).toMatchObject({
      audience: 0,
      problems: [{ code: "plan/nobody-now", severity: "warning" }],
    })
    expect(await refusal(verbs().publishPlan({ plan_id: id, actor }))).toEqual(["plan/empty-audience nodes"])
    expect(await runs(id)).toEqual([])
    expect(await verbs().getPlan({ plan_id: id })).toMatchObject({ state: "draft", version: null })
  })

  it("that reaches nobody and changes nothing says so, and may be published all the same (C2)", async () => {
    const plan = (wizard: object) => ({ name: "Look", type: "one_time", ...wizard })
    const filter = { id: "ask", kind: "filter", settings: { rule: { all: [] } } }
    const who = { id: "who", kind: "segment", settings: { segment_id: "seg" } }
    const edges = [{ from: "who", port: "out", to: "ask" }]
    const idle = await verbs().savePlan({
      plan: plan({ canvas: { nodes: [who, filter], edges } }),
      actor,
    })
    const wrong = async (plan_id: string, draft?: object) =>
      (await verbs().checkPlan({ plan_id, draft })).problems
    expect(await wrong(idle.id)).toMatchObject([
      { code: "plan/does-nothing", path: "nodes", severity: "warning" },
    ])
    const tags = { id: "note", kind: "tags", settings: { add: ["asked"] } }
    const marking = {
      nodes: [who, filter, tags],
      edges: [...edges, { from: "ask", port: "yes", to: "note" }],
    }
    expect(await wrong(idle.id, { canvas: marking })).toEqual([])
    // What is broken is said first.
    const broken = { nodes: [who, filter], edges: [{ from: "who", port: "out", to: "gone" }] }
    expect((await wrong(idle.id, { canvas: broken })).map(({ code }) => code)).not.toContain(
      "plan/does-nothing",
    )
    await verbs().publishPlan({ plan_id: idle.id, actor })
    expect(await verbs().getPlan({ plan_id: idle.id })).toMatchObject({ version: 1 })
  })

  it("refuses a time that is over, and what is not there", async () => {
    const publish = async (settings: object, segment?: string) =>
      refusal(verbs().publishPlan({ plan_id: await draft(settings, segment), actor }))
    expect(await publish({ schedule: { at: "2026-03-02T09:59" } })).toEqual([
      "schedule/past settings.schedule.at",
    ])
    expect(await publish({}, "gone")).toEqual(["segment/missing nodes.n1.settings.segment_id"])
  })

  it("refuses a rule that asks for an unknown field, with the path into the rule (A6)", async () => {
    const rule = { all: [{ fact: "profile.shoe_size", op: "is", value: "44" }] }
    const { id } = await verbs().savePlan({
      plan: { name: "Shoes", wizard: { rule, add_tags: ["a"] } },
      actor,
    })
    const [problem] = await refusal(verbs().publishPlan({ plan_id: id, actor }))
    expect(problem).toContain("nodes.n1.settings.rule.all.0")
  })

  it("is paused, resumed and ended, and says in the audit who did it (P12, O5)", async () => {
    const id = await draft({ schedule: { at: "2026-03-03T10:00" } })
    await verbs().publishPlan({ plan_id: id, actor })
    expect(await verbs().pausePlan({ plan_id: id, actor })).toMatchObject({ state: "paused" })
    await expect(verbs().pausePlan({ plan_id: id, actor })).rejects.toBeInstanceOf(Conflict)
    expect(await verbs().resumePlan({ plan_id: id, actor })).toMatchObject({ state: "scheduled" })
    await expect(verbs().deletePlan({ plan_id: id, actor })).rejects.toThrow("End it first.")
    expect(await verbs().endPlan({ plan_id: id, actor })).toMatchObject({ state: "ended" })
    expect(await runs(id)).toMatchObject([{ state: "ended" }])
    const { entries } = await verbs().listAudit({ entity: "plan", entity_id: id, offset: 0, limit: 10 })
    expect(entries.map((e) => e.action).reverse()).toEqual(["create", "publish", "pause", "resume", "end"])
    expect(entries.every((e) => e.actor === actor)).toBe(true)
  })

  it("ended with people inside, lets them out and keeps what they were given (F19)", async () => {
    const wizard = { segment_id: "seg", wait: { amount: 1, unit: "days" }, add_tags: ["asked"] }
    const { id } = await verbs().savePlan({ plan: { name: "Slow", wizard }, actor })
    await verbs().publishPlan({ plan_id: id, actor })
    await settle(verbs())
    expect(await verbs().planNodes({ plan_id: id })).toMatchObject([
      { node: "n1", in: 3, waiting: 0, passed: { out: 3 } },
      { node: "n2", in: 3, waiting: 3, passed: {} },
    ])
    expect((await verbs().listPlans({ q: "slow", offset: 0, limit: 1 })).plans).toMatchObject([{ inside: 3 }])
    await verbs().endPlan({ plan_id: id, actor })
    expect(await runs(id)).toMatchObject([{ state: "ended" }])
    expect((await verbs().listRuns({ plan_id: id, offset: 0, limit: 5 })).runs).toMatchObject([
      { state: "ended", inside: 0, left: 3 },
    ])
    expect(await world.database.rows("select distinct state, reason from marketing_enrollment")).toEqual([
      { state: "left", reason: "plan_ended" },
    ])
    expect(await world.database.rows("select 1 from marketing_step")).toEqual([])
  })

  it("is called off before it begins, and not afterwards", async () => {
    const id = await draft({ schedule: { at: "2026-03-03T10:00" } })
    await verbs().publishPlan({ plan_id: id, actor })
    expect(await verbs().cancelPlan({ plan_id: id, actor })).toMatchObject({ state: "cancelled" })
    expect(await runs(id)).toMatchObject([{ state: "cancelled" }])

    const begun = await draft({ schedule: { at: "2026-03-03T10:00" } })
    await verbs().publishPlan({ plan_id: begun, actor })
    await verbs().pausePlan({ plan_id: begun, actor })
    await world.database.run("update marketing_run set state = 'enrolling' where state = 'scheduled'")
    await expect(verbs().cancelPlan({ plan_id: begun, actor })).rejects.toThrow("has begun already")
  })

  it("is copied, put away and removed (P21)", async () => {
    const id = await draft()
    const copy = await verbs().duplicatePlan({ plan_id: id, actor })
    expect(copy).toMatchObject({ name: "Win back (copy)", state: "draft", version: null })
    expect(copy.canvas).toEqual((await verbs().getPlan({ plan_id: id })).canvas)
    await verbs().archivePlan({ plan_id: id, actor })
    const names = async (query: object) => {
      const { plans, count } = await verbs().listPlans({ offset: 0, limit: 10, ...query })
      return [...plans.map((p) => p.name), count]
    }
    expect(await names({})).toEqual(["Win back (copy)", 1])
    expect(await names({ state: ["archived"] })).toEqual(["Win back", 1])
    expect(await names({ q: "COPY", type: ["one_time"], order: "name" })).toEqual(["Win back (copy)", 1])
    expect(await names({ q: "%" })).toEqual([0])
    await verbs().deletePlan({ plan_id: copy.id, actor })
    await expect(verbs().getPlan({ plan_id: copy.id })).rejects.toBeInstanceOf(Missing)
  })
})
