import { Conflict, Refused } from "../../src/core/problem"
import { draw, settle } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const actor = "user_ada"

describe("a plan that is edited while people are in it (P20, P12)", () => {
  let world: World
  let dies: string | null
  let meanwhile: Record<string, () => Promise<unknown>>
  beforeEach(async () => {
    dies = null
    meanwhile = {}
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      options: { timezone: "Europe/Berlin" },
      failPoint: async (name) => {
        if (name === dies) throw new Error(`died at ${name}`)
        const act = meanwhile[name]
        delete meanwhile[name]
        await act?.()
      },
    })
  })
  afterEach(() => world.end())
  const verbs = () => world.marketing

  const publish = async (canvas: ReturnType<typeof draw>, settings: object = {}, type = "triggered") => {
    const { id } = await verbs().savePlan({ plan: { name: "A plan", type, canvas, settings }, actor })
    await verbs().publishPlan({ plan_id: id, actor })
    return id
  }
  const edit = (plan_id: string, plan: object) => verbs().savePlan({ plan_id, plan, actor })
  const republish = async (plan_id: string, plan: object, note?: string) => {
    await edit(plan_id, plan)
    return verbs().publishPlan({ plan_id, actor, ...(note ? { note } : {}) })
  }
  const pass = async (span: Parameters<World["clock"]["pass"]>[0] = {}) => {
    await settle(world.marketing)
    world.clock.pass(span)
    await settle(world.marketing)
  }
  const person = async (first_name: string) => (await addPeople(world.database, [{ first_name }]))[0]!
  /** `ago`: it happened before it was told. */
  const does = async (pid: number, name: string, ago: { minutes?: number } = {}) => {
    const at = new Date((await world.clock.now()).getTime() - (ago.minutes ?? 0) * 60_000)
    await world.database.transaction((tx) =>
      verbs().recordEvents(tx, [{ at, key: `${name}:${pid}:${at.getTime()}`, name, pid, trusted: true }]),
    )
  }
  const tagsOf = async (pid: number) =>
    (await world.database.one<{ tags: string[] }>("select tags from marketing_profile where pid = $1", [
      pid,
    ]))!.tags
  const runsOf = (plan_id: string) =>
    world.database.rows<{ slot: string; version: number; state: string }>(
      `select r.slot, r.version, r.state from marketing_run r join marketing_plan p on p.no = r.plan_no
        where p.id = $1 order by r.due_at`,
      [plan_id],
    )
  const versionsInside = async () =>
    (
      await world.database.rows<{ version: number }>(
        "select version from marketing_enrollment where state = 'inside' order by id",
      )
    ).map(({ version }) => version)

  const greeting = (tag: string, extra: { event?: string; hours?: number } = {}) =>
    draw(
      {
        comes: [
          "trigger:did-something",
          {
            event: extra.event ?? "login",
            ...(extra.hours ? { wait: { amount: extra.hours, unit: "hours" } } : {}),
          },
        ],
        rest: ["wait", { amount: 1, unit: "days" }],
        mark: ["tags", { add: [tag], remove: [] }],
      },
      ["comes out rest", "rest out mark"],
    )

  it("Ada, who is inside, goes on by the version she came in with; Bob, who comes later, by the new one", async () => {
    const [ada, bob] = [await person("Ada"), await person("Bob")]
    const id = await publish(greeting("old"))
    await does(ada, "login")
    await pass()
    await republish(id, { canvas: greeting("new") }, "a warmer word")
    await does(bob, "login")
    await pass({ days: 1, hours: 1 })
    expect([await tagsOf(ada), await tagsOf(bob)]).toEqual([["old"], ["new"]])
    expect(await verbs().listVersions({ plan_id: id })).toMatchObject([
      { version: 2, note: "a warmer word", published_by: actor, inside: 0 },
      { version: 1, note: null, inside: 0 },
    ])
  })

  it("a draft changes nothing that runs: Ada comes in, walks and is counted by what is published", async () => {
    const ada = await person("Ada")
    const id = await publish(greeting("old"), {
      holdout_percent: 0,
      entry: { limit: { times: 1, per: "plan" } },
    })
    await edit(id, {
      canvas: greeting("new", { event: "came_by" }),
      settings: {
        holdout_percent: 50,
        entry: { limit: { times: 9, per: "plan" } },
        attribution: { basis: "click", window_days: 1 },
      },
    })
    expect(await verbs().getPlan({ plan_id: id })).toMatchObject({
      version: 1,
      has_changes: true,
      state: "running",
    })
    await does(ada, "came_by")
    await does(ada, "login")
    await pass({ days: 1, hours: 1 })
    await does(ada, "login")
    await pass({ days: 1, hours: 1 })
    expect(await tagsOf(ada)).toEqual(["old"])
    expect(await versionsInside()).toEqual([])
    expect((await verbs().planReport({ plan_id: id })).attribution).toEqual({
      basis: "touch",
      window_days: 7,
    })
    await verbs().restoreVersion({ plan_id: id, version: 1, actor })
    expect(await verbs().getPlan({ plan_id: id })).toMatchObject({ has_changes: false, revision: 4 })
  })

  it("what Ada did a moment before and the shop told a moment later still counts, once", async () => {
    const ada = await person("Ada")
    const id = await publish(greeting("old"))
    world.clock.pass({ minutes: 10 })
    await republish(id, { canvas: greeting("new") })
    await does(ada, "login", { minutes: 5 })
    await pass()
    expect(await versionsInside()).toEqual([2])
    await does(ada, "login", { minutes: 5 })
    await pass({ days: 1, hours: 1 })
    expect(await tagsOf(ada)).toEqual(["new"])
    expect(await world.database.rows("select 1 from marketing_enrollment")).toHaveLength(1)
  })

  it("who was heard and waits for the delay comes in by the new version, and with its delay", async () => {
    const ada = await person("Ada")
    const id = await publish(greeting("old", { hours: 2 }))
    await does(ada, "login")
    await pass({ hours: 1 })
    await republish(id, { canvas: greeting("new", { hours: 3 }) })
    await pass({ hours: 1, minutes: 5 })
    expect(await versionsInside()).toEqual([])
    await pass({ hours: 1 })
    expect(await versionsInside()).toEqual([2])
  })

  it("a trigger that was taken away lets nobody in, not even who was heard by it before", async () => {
    const [ada, bob] = [await person("Ada"), await person("Bob")]
    const id = await publish(greeting("old", { hours: 2 }))
    await does(ada, "login")
    await republish(id, { canvas: greeting("new", { event: "came_by" }) })
    // Heard while the old version was still listening, written down after it had stopped.
    await world.database.run(
      `insert into marketing_occasion (plan_no, version, node, starts, pid, entry_key, at, since, due_at, event)
       select no, 1, 'comes', true, $1, 'late', $2, $2, $2, '{"name":"login","trusted":true,"props":{}}' from marketing_plan`,
      [bob, await world.clock.now()],
    )
    await does(bob, "login")
    await pass({ hours: 3 })
    expect(await versionsInside()).toEqual([])
    expect(await world.database.rows("select 1 from marketing_occasion")).toEqual([])
    await does(ada, "came_by")
    await pass()
    expect(await versionsInside()).toEqual([2])
  })

  it("once per person means once over all versions", async () => {
    const ada = await person("Ada")
    const settings = { entry: { limit: { times: 1, per: "plan" } } }
    const id = await publish(greeting("old"), settings)
    await does(ada, "login")
    await pass({ days: 2 })
    await republish(id, { canvas: greeting("new") })
    await does(ada, "login")
    await pass({ days: 2 })
    expect(await tagsOf(ada)).toEqual(["old"])
  })

  it("who is just being let in by a worker when it is published is judged again, by the new version", async () => {
    const ada = await person("Ada")
    const id = await publish(greeting("old"))
    await edit(id, { canvas: greeting("new") })
    await does(ada, "login")
    // A worker has taken the occasion and is about to write.
    const now = await world.clock.now()
    const lease = new Date(now.getTime() + 60_000)
    await world.database.run("update marketing_occasion set lease_until = $1, attempts = 1", [lease])
    await verbs().publishPlan({ plan_id: id, actor })
    expect(
      await world.database.rows("select version, lease_until, attempts from marketing_occasion"),
    ).toEqual([{ version: 2, lease_until: null, attempts: 0 }])
    await pass()
    expect(await versionsInside()).toEqual([2])
  })

  it("published while a worker walks with Ada: she goes on by her version, and gets everything once", async () => {
    const [ada, bob] = [await person("Ada"), await person("Bob")]
    const id = await publish(greeting("old"))
    await edit(id, { canvas: greeting("new") })
    await does(ada, "login")
    meanwhile["occasions.afterCommit"] = () => verbs().publishPlan({ plan_id: id, actor })
    await pass({ hours: 1 })
    expect((await verbs().getPlan({ plan_id: id })).version).toBe(2)
    await does(bob, "login")
    await pass({ days: 2 })
    expect([await tagsOf(ada), await tagsOf(bob)]).toEqual([["old"], ["new"]])
    expect(await world.database.rows("select 1 from marketing_effect")).toHaveLength(2)
  })

  it("a segment that only the old version asks for is not deleted while people are in it", async () => {
    const ada = await person("Ada")
    const { id: segment_id } = await verbs().saveSegment({
      name: "Adas",
      type: "dynamic",
      rule: { all: [{ fact: "profile.first_name", op: "is", value: "Ada" }] },
    })
    const asking = draw(
      {
        comes: ["trigger:did-something", { event: "login" }],
        rest: ["wait", { amount: 1, unit: "days" }],
        which: ["filter", { rule: { in_segment: segment_id } }],
        mark: ["tags", { add: ["old"], remove: [] }],
      },
      ["comes out rest", "rest out which", "which yes mark"],
    )
    const id = await publish(asking)
    await does(ada, "login")
    await pass()
    await republish(id, { canvas: greeting("new") })
    expect((await verbs().listSegmentUses({ segment_id })).plans).toMatchObject([{ id }])
    await pass({ days: 2 })
    expect(await tagsOf(ada)).toEqual(["old"])
    expect((await verbs().listSegmentUses({ segment_id })).plans).toEqual([])
  })

  it("an order counts by the version that its buyer is in, whichever runs", async () => {
    const [ada, bob] = [await person("Ada"), await person("Bob")]
    const id = await publish(greeting("old"), { attribution: { basis: "touch", window_days: 7 } })
    await does(ada, "login")
    await pass()
    await republish(id, { settings: { attribution: { basis: "click", window_days: 1 } } })
    await does(bob, "login")
    await pass()
    const at = await world.clock.now()
    for (const pid of [ada, bob])
      await world.database.run(
        `insert into marketing_touch (key, pid, plan_no, run_no, node, enrollment_id, kind, at)
         select 'told ' || pid, pid, plan_no, run_no, 'mark', id, 'delivered', $2 from marketing_enrollment where pid = $1`,
        [pid, at],
      )
    await pass({ hours: 1 })
    const placed = await world.clock.now()
    const orders = await world.database.rows<{ oid: number }>(
      `insert into marketing_order (order_id, pid, placed_at, currency, total, captured, paid_at)
       select 'order_' || pid, pid, $2, 'eur', 1000, 1000, $2 from unnest($1::int[]) pid returning oid`,
      [[ada, bob], placed],
    )
    const oids = orders.map(({ oid }) => oid)
    await world.database.transaction((tx) => verbs().attributeOrders(tx, oids, placed))
    expect(await world.database.rows("select pid from marketing_conversion")).toEqual([{ pid: ada }])
  })

  it("a goal of the old version still lets Ada out after the new one has none", async () => {
    const ada = await person("Ada")
    const withGoal = (goal: boolean) =>
      draw(
        {
          comes: ["trigger:did-something", { event: "login" }],
          rest: ["wait-for-event", { event: "came_by", at_most: { amount: 9, unit: "days" } }],
          mark: ["tags", { add: [goal ? "old" : "new"], remove: [] }],
        },
        ["comes out rest", "rest happened mark"],
      )
    const id = await publish(withGoal(true))
    await does(ada, "login")
    await pass()
    const late = withGoal(false)
    await republish(id, {
      canvas: {
        ...late,
        nodes: late.nodes.map((n) =>
          n.id === "rest" ? { ...n, kind: "wait", settings: { amount: 1, unit: "days" } } : n,
        ),
        edges: [
          { from: "comes", port: "out", to: "rest" },
          { from: "rest", port: "out", to: "mark" },
        ],
      },
    })
    await verbs().stopListening()
    await does(ada, "came_by")
    await pass({ minutes: 1 })
    expect(await tagsOf(ada)).toEqual(["old"])
    await verbs().stopListening()
    expect(await world.database.rows("select distinct version from marketing_listener")).toEqual([
      { version: 2 },
    ])
  })

  it("of two who publish at once one is told; the plan has one version more", async () => {
    const id = await publish(greeting("old"))
    await edit(id, { canvas: greeting("new") })
    const both = await Promise.allSettled([1, 2].map(() => verbs().publishPlan({ plan_id: id, actor })))
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const refused = both.find((one) => one.status === "rejected") as PromiseRejectedResult
    expect(refused.reason).toBeInstanceOf(Conflict)
    expect(await verbs().listVersions({ plan_id: id })).toHaveLength(2)
    await expect(verbs().publishPlan({ plan_id: id, actor })).rejects.toThrow("nothing to publish")
  })

  it("a one-time plan never becomes a recurring one while it is published", async () => {
    const id = await publish(greeting("old"))
    const changed = verbs().savePlan({ plan_id: id, plan: { type: "one_time" }, actor })
    await expect(changed).rejects.toBeInstanceOf(Refused)
  })

  it("a process that dies anywhere in publishing leaves the old version whole; tried again, all of the new one is there", async () => {
    const ada = await person("Ada")
    const id = await publish(greeting("old", { hours: 1 }))
    await does(ada, "login")
    await edit(id, { canvas: greeting("new", { hours: 1 }) })
    const state = () =>
      world.database.rows(
        `select 'v' || version as what from marketing_plan_version union all select 'l' || version from marketing_listener
         union all select 'o' || version from marketing_occasion union all select 'r' || version from marketing_run
         union all select 'p' || version from marketing_plan order by 1`,
      )
    const before = await state()
    for (dies of ["publish.afterVersion", "publish.afterRun", "publish.beforeCommit"]) {
      await expect(verbs().publishPlan({ plan_id: id, actor })).rejects.toThrow("died at")
      expect(await state()).toEqual(before)
    }
    dies = "publish.afterCommit"
    await expect(verbs().publishPlan({ plan_id: id, actor })).rejects.toThrow("died at")
    dies = null
    expect(await state()).toEqual(["l2", "o2", "p2", "r2", "v1", "v2"].map((what) => ({ what })))
    await pass({ hours: 1 })
    expect(await versionsInside()).toEqual([2])
  })

  describe("with a schedule", () => {
    const weekly = { schedule: { every: "week", on: ["mon"], time: "11:00" } }
    const monthly = { schedule: { every: "month", on: [15], time: "11:00" } }
    const canvas = (tag: string) =>
      draw(
        {
          who: ["conditions", { rule: { all: [{ fact: "profile.first_name", op: "is", value: "Ada" }] } }],
          rest: ["wait", { amount: 1, unit: "hours" }],
          mark: ["tags", { add: [tag], remove: [] }],
        },
        ["who out rest", "rest out mark"],
      )

    it("from weekly to monthly: the week that runs ends as it was, the next firing is the month's", async () => {
      const ada = await person("Ada")
      const id = await publish(canvas("weekly"), weekly, "recurring")
      await pass({ hours: 1 })
      expect(await runsOf(id)).toMatchObject([
        { slot: "2026-03-02T11:00", state: "running" },
        { slot: "2026-03-09T11:00", state: "scheduled" },
      ])
      await edit(id, { canvas: canvas("monthly"), settings: monthly })
      expect((await verbs().listFirings({ plan_id: id })).firings[0]?.slot).toBe("2026-03-09T11:00")
      await verbs().publishPlan({ plan_id: id, actor })
      expect(await runsOf(id)).toMatchObject([
        { slot: "2026-03-02T11:00", version: 1 },
        { slot: "2026-03-15T11:00", version: 2, state: "scheduled" },
      ])
      await pass({ days: 7 })
      expect(await tagsOf(ada)).toEqual(["weekly"])
      await pass({ days: 7 })
      await pass({ hours: 2 })
      expect((await tagsOf(ada)).sort()).toEqual(["monthly", "weekly"])
      expect((await runsOf(id)).map(({ slot }) => slot)).toEqual([
        "2026-03-02T11:00",
        "2026-03-15T11:00",
        "2026-04-15T11:00",
      ])
    })

    it("the same firing is never made twice, and none is left out, however often it is published", async () => {
      await person("Ada")
      const id = await publish(canvas("0"), weekly, "recurring")
      await pass({ hours: 2 })
      for (const tag of ["1", "2", "3"]) {
        await republish(id, { canvas: canvas(tag) })
        await pass({ days: 7 })
      }
      expect(await runsOf(id)).toMatchObject([
        { slot: "2026-03-02T11:00", version: 1 },
        { slot: "2026-03-09T11:00", version: 2 },
        { slot: "2026-03-16T11:00", version: 3 },
        { slot: "2026-03-23T11:00", version: 4 },
        { slot: "2026-03-30T11:00", version: 4, state: "scheduled" },
      ])
    })

    it("edited while it is paused, a firing that came due meanwhile runs once when it goes on, by the new version", async () => {
      const ada = await person("Ada")
      const id = await publish(canvas("old"), weekly, "recurring")
      await verbs().pausePlan({ plan_id: id, actor })
      await pass({ days: 16 })
      const published = await republish(id, { canvas: canvas("new") })
      expect(published.state).toBe("paused")
      await pass()
      expect(await runsOf(id)).toMatchObject([{ slot: "2026-03-02T11:00", version: 2, state: "scheduled" }])
      await verbs().resumePlan({ plan_id: id, actor })
      await pass({ hours: 2 })
      expect(await tagsOf(ada)).toEqual(["new"])
      expect(await runsOf(id)).toMatchObject([
        { slot: "2026-03-16T11:00", version: 2 },
        { slot: "2026-03-23T11:00", version: 2, state: "scheduled" },
      ])
    })

    it("a firing that came due while it was paused is not run where the new schedule begins later", async () => {
      await person("Ada")
      const id = await publish(canvas("old"), weekly, "recurring")
      await verbs().pausePlan({ plan_id: id, actor })
      await pass({ days: 9 })
      const later = { schedule: { ...weekly.schedule, from: "2026-03-25" } }
      await republish(id, { canvas: canvas("new"), settings: later })
      await verbs().resumePlan({ plan_id: id, actor })
      await pass()
      expect(await runsOf(id)).toEqual([{ slot: "2026-03-30T11:00", version: 2, state: "scheduled" }])
    })

    it("a one-time plan that has begun takes nobody in again: the new version is for who is moved to it", async () => {
      const ada = await person("Ada")
      const id = await publish(canvas("old"), {}, "one_time")
      await pass()
      const published = await republish(id, { canvas: canvas("new") })
      expect(published).toMatchObject({ version: 2, state: "running" })
      expect(await runsOf(id)).toMatchObject([{ slot: "once", version: 1 }])
      await pass({ hours: 2 })
      expect(await tagsOf(ada)).toEqual(["old"])
      expect((await verbs().getPlan({ plan_id: id })).state).toBe("ended")
    })

    it("a scheduled plan that is published again keeps one run, at its new time", async () => {
      await person("Ada")
      const id = await publish(canvas("old"), { schedule: { at: "2026-03-05T10:00" } }, "one_time")
      const published = await republish(id, { settings: { schedule: { at: "2026-03-06T10:00" } } })
      expect(published).toMatchObject({ state: "scheduled", version: 2 })
      const runs = await world.database.rows("select version, due_at from marketing_run")
      expect(runs).toEqual([{ version: 2, due_at: new Date("2026-03-06T09:00:00Z") }])
    })
  })

  it("tells what is not the same in two versions, and in the draft", async () => {
    const id = await publish(greeting("old"))
    await republish(id, { canvas: greeting("new"), settings: { holdout_percent: 10 } })
    await edit(id, { canvas: greeting("newest") })
    expect(await verbs().compareVersions({ plan_id: id, from: 1, to: 2 })).toEqual({
      nodes: [
        {
          node: "mark",
          kind: "tags",
          change: "changed",
          settings: [{ path: "add", before: ["old"], after: ["new"] }],
        },
      ],
      edges: [],
      settings: [{ path: "holdout_percent", before: 0, after: 10 }],
    })
    expect((await verbs().compareVersions({ plan_id: id, from: 2 })).nodes).toHaveLength(1)
    await expect(verbs().compareVersions({ plan_id: id, from: 7 })).rejects.toThrow("There is no version")
  })
})
