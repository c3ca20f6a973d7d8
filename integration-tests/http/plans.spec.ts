import request from "supertest"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, office, openShop } from "../support/shop"
import { bootStore, type Store } from "../support/store"
import { addPeople } from "../support/world"

type Problem = { code: string; path: string; message: string; hint?: string }

describe("plans through the admin API", () => {
  let store: Store
  let desk: ReturnType<typeof office>
  let person: string
  let database: Database
  afterAll(() => database.close())
  beforeAll(async () => {
    store = await bootStore()
    await openShop(store.container)
    desk = office(store.app, await hireStaff(store.app, store.container))
    person = `planner${process.pid}@example.test`
    database = connectDatabase(store.databaseUrl, { size: 1 })
    await addPeople(database, [{ email: person }])
  })

  const post = (path: string, body: object = {}) => desk.post(`/admin/marketing${path}`).send(body)
  const get = (path: string) => desk.get(`/admin/marketing${path}`)
  const rule = (email = person) => ({ all: [{ fact: "profile.email", op: "is", value: email }] })
  const content = { subject: "Hello", html: "<p>Hello {{ customer.first_name }}</p>" }
  const plan = (more: object = {}) => ({
    name: "Hello",
    wizard: { rule: rule(), message: { channel: "email", content } },
    ...more,
  })
  const make = async (body: object = plan()): Promise<string> =>
    (await post("/plans", body).expect(200)).body.plan.id

  /** Publishes a plan that cannot be, and answers why; nothing may have been published. */
  const refused = async (body: object): Promise<Problem[]> => {
    const id = await make(body)
    const { body: answer } = await post(`/plans/${id}/publish`).expect(400)
    expect(answer).toMatchObject({ type: "invalid_data", message: expect.any(String) })
    for (const problem of answer.problems)
      expect(problem).toMatchObject({
        code: expect.stringContaining("/"),
        message: expect.stringMatching(/\.$/),
      })
    const after = (await get(`/plans/${id}`).expect(200)).body.plan
    expect(after).toMatchObject({ state: "draft", version: null })
    expect((await get(`/plans/${id}/runs`).expect(200)).body).toMatchObject({ runs: [], count: 0 })
    const checked = (await post(`/plans/${id}/check`).expect(200)).body.problems as Problem[]
    expect(checked.length).toBeGreaterThanOrEqual(1)
    return answer.problems
  }
  const who = { id: "who", kind: "conditions", settings: { rule: {} as object } }
  const canvas = (nodes: object[], edges: object[] = []) => ({
    name: "Drawn",
    canvas: { nodes: [{ ...who, settings: { rule: rule() } }, ...nodes], edges },
  })
  const codes = (problems: Problem[]) => problems.map((p) => `${p.code} ${p.path}`)

  it("are for signed-in staff only", async () => {
    for (const path of ["/plans", "/kinds", "/channels", "/benefits", "/triggers", "/audit"])
      await request(store.app).get(`/admin/marketing${path}`).expect(401)
    await request(store.app).post("/admin/marketing/plans").send(plan()).expect(401)
  })

  it("a split test's winner is chosen by hand, once, and an analysis tells what it measured (C7, C9)", async () => {
    const variants = [
      { id: "a", name: "A", share: 50 },
      { id: "b", name: "B", share: 50 },
    ]
    const id = await make(
      canvas(
        [
          { id: "split", kind: "split-test", settings: { variants } },
          { id: "seen", kind: "analysis", settings: {} },
        ],
        [
          { from: "who", port: "out", to: "seen" },
          { from: "seen", port: "out", to: "split" },
        ],
      ),
    )
    expect((await get(`/plans/${id}/report/variants`).expect(200)).body).toMatchObject({ split_tests: [] })
    await post(`/plans/${id}/publish`).expect(200)
    const choose = (variant: unknown) => post(`/plans/${id}/nodes/split/winner`, { variant })
    expect((await choose("c").expect(400)).body.problems).toMatchObject([{ code: "winner/no-variant" }])
    await choose(7).expect(400)
    const { split_tests } = (await choose("b").expect(200)).body
    expect(split_tests).toMatchObject([{ node: "split", metric: null, winner: { variant: "b", name: "B" } }])
    expect((await choose("a").expect(409)).body.problems).toMatchObject([{ code: "winner/chosen-before" }])
    expect((await get(`/plans/${id}/report/variants`).expect(200)).body.split_tests).toEqual(split_tests)
    const { analysis } = (await get(`/plans/${id}/nodes/seen/analysis`).expect(200)).body
    expect(analysis).toEqual({
      node: "seen",
      window_days: 7,
      product_ids: null,
      heads: 0,
      still_measured: 0,
      visited: 0,
      carted: 0,
      orders: [],
    })
    await get(`/plans/${id}/nodes/split/analysis`).expect(404)
    await post(`/plans/${id}/end`).expect(200)
  })

  it("go from the wizard to a published version, are paused, resumed, ended and put away", async () => {
    const id = await make(plan({ settings: { schedule: { at: "2099-01-02T10:00" } } }))
    const estimate = (await post(`/plans/${id}/estimate`).expect(200)).body.estimate
    expect(estimate).toMatchObject({ audience: 1, nodes: { n1: 1, n2: 1 }, problems: [] })
    expect((await post(`/plans/${id}/check`).expect(200)).body).toEqual({ problems: [], audience: 1 })
    const elsewhere = await post(`/plans/${id}/publish`, { revision: 7 }).expect(409)
    expect(elsewhere.body.problems[0].code).toBe("plan/changed-meanwhile")
    const { body } = await post(`/plans/${id}/publish`, { revision: 1 }).expect(200)
    expect(body.plan).toMatchObject({ id, state: "scheduled", version: 1 })
    expect((await get(`/plans/${id}/runs`)).body.runs).toMatchObject([{ slot: "once", state: "scheduled" }])
    for (const [verb, state] of [
      ["pause", "paused"],
      ["resume", "scheduled"],
      ["end", "ended"],
      ["archive", "archived"],
    ])
      expect((await post(`/plans/${id}/${verb}`).expect(200)).body.plan.state).toBe(state)
    const again = await post(`/plans/${id}/publish`).expect(409)
    expect(again.body).toMatchObject({ type: "conflict", problems: [{ code: "plan/publish-not-allowed" }] })
    expect((await get(`/plans/${id}/nodes`).expect(200)).body.nodes).toEqual([])
    const versions = (await get(`/plans/${id}/versions`).expect(200)).body
    expect(versions).toMatchObject({ versions: [{ version: 1 }], count: 1 })
    const version = (await get(`/plans/${id}/versions/1`).expect(200)).body.version
    expect(version.canvas.nodes).toHaveLength(2)
    await get(`/plans/${id}/versions/2`).expect(404)
    await get(`/plans/${id}/versions/one`).expect(404)
    const audit = (await get(`/audit?entity=plan&entity_id=${id}`).expect(200)).body
    expect(audit.entries.map((e: { action: string }) => e.action)).toEqual([
      "archive",
      "end",
      "resume",
      "pause",
      "publish",
      "create",
    ])
    expect(audit.entries[0].actor).toMatch(/^user_/)
    for (const page of ["limit=0", "offset=100"])
      expect((await get(`/audit?entity=plan&entity_id=${id}&${page}`)).body).toMatchObject({
        entries: [],
        count: 6,
      })
  })

  it("under way are edited beside what runs, compared, published again, restored, and their people moved (P20)", async () => {
    const id = await make(plan({ settings: { schedule: { at: "2099-01-02T10:00" } } }))
    await post(`/plans/${id}/publish`).expect(200)
    const empty = await post(`/plans/${id}/publish`).expect(409)
    expect(empty.body.problems[0].code).toBe("plan/nothing-changed")
    const drawn = (await get(`/plans/${id}`)).body.plan
    expect(drawn).toMatchObject({ has_changes: false, actions: expect.arrayContaining(["edit", "publish"]) })
    await post(`/plans/${id}`, { settings: { ...drawn.settings, holdout_percent: 10 } }).expect(200)
    expect((await get(`/plans/${id}`)).body.plan.has_changes).toBe(true)
    const changes = async (query = "") =>
      (await get(`/plans/${id}/versions/1/difference${query}`).expect(200)).body.difference.settings
    expect(await changes()).toEqual([{ path: "holdout_percent", before: 0, after: 10 }])
    const { body } = await post(`/plans/${id}/publish`, { note: "a base line" }).expect(200)
    expect(body.plan).toMatchObject({ state: "scheduled", version: 2 })
    expect(await changes("?to=2")).toHaveLength(1)
    expect((await get(`/plans/${id}/versions`).expect(200)).body).toMatchObject({
      versions: [{ version: 2, note: "a base line", inside: 0 }, { version: 1 }],
    })
    await post(`/plans/${id}/versions/1/restore`, { revision: 1 }).expect(409)
    expect((await post(`/plans/${id}/versions/1/restore`).expect(200)).body.plan.version).toBe(2)
    expect(await changes()).toEqual([])
    await get(`/plans/${id}/versions/7/difference`).expect(404)
    await get(`/plans/${id}/versions/1/difference?to=x`).expect(404)
    const { preview } = (await post(`/plans/${id}/versions/1/move`, { dry_run: true }).expect(200)).body
    expect(preview).toMatchObject({ from: 1, to: 2, people: 0, problems: [] })
    await post(`/plans/${id}/versions/1/move`, { dry_run: "yes" }).expect(400)
    await post(`/plans/${id}/versions/1/move`, { nodes: { gone: "n2" } }).expect(400)
    await post(`/plans/${id}/versions/2/move`).expect(409)
    const moved = await post(`/plans/${id}/versions/1/move`).expect(202)
    expect(moved.body.move).toMatchObject({ from_version: 1, to_version: 2, state: "going" })
    expect((await get(`/plans/${id}/moves`).expect(200)).body).toMatchObject({ moves: [{}], count: 1 })
    expect((await get(`/plans/${id}/cards?version=1`).expect(200)).body.count).toBe(2)
    await post(`/plans/${id}/end`).expect(200)
  })

  it("that recur tell when they start next, drawn, saved and published (P4)", async () => {
    const schedule = { every: "month", on: [31], time: "10:00", from: "2099-01-01", to: "2099-03-31" }
    const body = plan({ type: "recurring", settings: { schedule } })
    const slots = (answer: { body: { firings: { slot: string }[] } }) =>
      answer.body.firings.map((f) => f.slot)
    const days = ["2099-01-31T10:00", "2099-02-28T10:00", "2099-03-31T10:00"]
    const { name: _, wizard: __, ...draft } = body as Record<string, unknown>
    expect(slots(await post("/firings", draft).expect(200))).toEqual(days)
    const id = await make(body)
    const skipping = { settings: { schedule: { ...schedule, missing_day: "skip" } } }
    expect(slots(await post(`/plans/${id}/firings`, skipping).expect(200))).toEqual([days[0], days[2]])
    const wrong = await post("/firings", { settings: { schedule: { every: "day", time: "25:00" } } }).expect(
      400,
    )
    expect(wrong.body).toMatchObject({ type: "invalid_data", problems: [{ code: "plan/shape" }] })
    const published = (await post(`/plans/${id}/publish`).expect(200)).body.plan
    expect(published).toMatchObject({ state: "scheduled" })
    expect(slots(await get(`/plans/${id}/firings`).expect(200))).toEqual(days)
    const { next_run_at } = (await get(`/plans/${id}`).expect(200)).body.plan
    expect((await get("/plans?q=hello&state=scheduled")).body.plans).toMatchObject([{ id, next_run_at }])
    await post(`/plans/${id}/end`).expect(200)
    await get("/plans/mkplan_gone/firings").expect(404)
  })

  it("are listed with search, filters and order, copied and removed (P21)", async () => {
    const id = await make(plan({ name: "Zebra 1" }))
    const copy = (await post(`/plans/${id}/duplicate`).expect(200)).body.plan
    const names = async (query: string) =>
      (await get(`/plans?${query}`).expect(200)).body.plans.map((p: { name: string }) => p.name)
    expect(await names("q=zebra&order=name")).toEqual(["Zebra 1", "Zebra 1 (copy)"])
    expect(await names("q=zebra&order=-name&limit=1&offset=1")).toEqual(["Zebra 1"])
    expect(await names("q=zebra&state=running,paused")).toEqual([])
    expect(await names("q=zebra&state[]=draft&type=one_time&order=;drop")).toHaveLength(2)
    const gone = await desk.delete(`/admin/marketing/plans/${copy.id}`).expect(200)
    expect(gone.body).toEqual({ id: copy.id, object: "plan", deleted: true })
    await get(`/plans/${copy.id}`).expect(404)
  })

  it("tell two editors apart by the revision (C1)", async () => {
    const id = await make()
    await post(`/plans/${id}`, { revision: 1, name: "First" }).expect(200)
    const late = await post(`/plans/${id}`, { revision: 1, name: "Second" }).expect(409)
    expect(late.body.problems[0].code).toBe("plan/changed-meanwhile")
    await post(`/plans/${id}`, { revision: "x", name: "Third" }).expect(400)
    expect((await get(`/plans/${id}`)).body.plan).toMatchObject({ name: "First", revision: 2 })
  })

  it("with a loop are not published (F15)", async () => {
    const tag = (id: string) => ({ id, kind: "tags", settings: { add: ["a"] } })
    const problems = await refused(
      canvas(
        [tag("a"), tag("b")],
        [
          { from: "who", to: "a" },
          { from: "a", to: "b" },
          { from: "b", to: "a" },
        ],
      ),
    )
    expect(problems[0]).toMatchObject({ code: "canvas/loop", path: "nodes.a" })
    expect(problems[0]?.message).toContain("Tags → Tags → Tags")
  })

  it("with a dangling edge, an unknown kind or an unknown way out are not published", async () => {
    expect(codes(await refused(canvas([], [{ from: "who", to: "gone" }])))).toEqual([
      "canvas/dangling-edge edges.0",
    ])
    expect(codes(await refused(canvas([{ id: "x", kind: "acme:fax" }], [{ from: "who", to: "x" }])))).toEqual(
      ["canvas/unknown-kind nodes.x.kind"],
    )
    const exit = { id: "x", kind: "exit" }
    expect(codes(await refused(canvas([exit], [{ from: "who", port: "side", to: "x" }])))).toEqual([
      "canvas/unknown-port nodes.who.ports.side",
    ])
  })

  it("in the past, without content, or with an empty audience are not published", async () => {
    const past = plan({ settings: { schedule: { at: "2020-02-01T10:00" } } })
    expect(codes(await refused(past))).toEqual(["schedule/past settings.schedule.at"])
    const noContent = { name: "Mute", wizard: { rule: rule(), message: { channel: "email" } } }
    expect(codes(await refused(noContent))).toEqual(["message/no-content nodes.n2.settings"])
    const noSubject = {
      ...noContent,
      wizard: { rule: rule(), message: { channel: "email", content: { html: "x" } } },
    }
    expect(codes(await refused(noSubject))).toEqual(["canvas/settings nodes.n2.settings.content.subject"])
    const nobody = { name: "Nobody", wizard: { rule: rule("nobody@nowhere.test"), add_tags: ["a"] } }
    expect(await refused(nobody)).toMatchObject([
      { code: "plan/empty-audience", message: "Nobody would come in: the audience is empty." },
    ])
  })

  it("with a rule nobody can answer, broken Liquid, a coupon or a segment that is not there are not published", async () => {
    const asks = { all: [{ fact: "profile.shoe_size", op: "is", value: "44" }] }
    const [unknown] = codes(await refused({ name: "Shoes", wizard: { rule: asks, add_tags: ["a"] } }))
    expect(unknown).toMatch(/^rule\/unknown-field nodes\.n1\.settings\.rule\.all\.0/)
    const broken = { channel: "email", content: { ...content, subject: "Hi {{ name" } }
    const [liquid] = codes(await refused({ name: "Liquid", wizard: { rule: rule(), message: broken } }))
    expect(liquid).toMatch(/nodes\.n2\.settings\.content\.subject/)
    const coupon = { id: "coupon", settings: { template_id: "gone" } }
    expect(codes(await refused({ name: "Coupon", wizard: { rule: rule(), benefits: [coupon] } }))).toEqual([
      "benefit/no-coupon-template nodes.n2.settings.template_id",
    ])
    expect(codes(await refused({ name: "Gone", wizard: { segment_id: "gone", add_tags: ["a"] } }))).toEqual([
      "segment/missing nodes.n1.settings.segment_id",
    ])
  })

  it("that give points are published with a warning of how many could not redeem them (F20)", async () => {
    const guest = `guest${person}`
    await addPeople(database, [{ email: guest, has_account: false }])
    const both = { any: [...rule().all, ...rule(guest).all] }
    const points = [{ id: "points", settings: { amount: 100 } }]
    const checked = async (wizard: object) => {
      const id = await make({ name: "Gift", wizard })
      return (await post(`/plans/${id}/check`).expect(200)).body
    }
    expect(await checked({ rule: both, benefits: points })).toMatchObject({
      audience: 2,
      problems: [
        {
          code: "plan/without-account",
          severity: "warning",
          message: expect.stringContaining("1 of the 2 people"),
        },
      ],
    })
    expect(await checked({ rule: rule(), benefits: points })).toEqual({ audience: 1, problems: [] })
    expect(await checked({ rule: both, add_tags: ["asked"] })).toEqual({ audience: 2, problems: [] })
    const id = await make({ name: "Gift", wizard: { rule: both, benefits: points } })
    await post(`/plans/${id}/publish`, { revision: 1 }).expect(200)
  })

  it("of no shape are refused when they are sent, with every problem named, and nothing is kept", async () => {
    const send = async (body: unknown) => {
      const answer = await desk
        .post("/admin/marketing/plans")
        .send(body as object)
        .expect(400)
      return codes(answer.body.problems)
    }
    expect(await send({})).toEqual(["plan/shape name"])
    expect(
      await send({ name: "x", budget_used: 1, type: "daily", settings: { holdout_percent: 80 } }),
    ).toEqual(["plan/shape type", "plan/shape settings.holdout_percent", "plan/shape "])
    expect(
      await send({
        name: "x",
        canvas: {
          nodes: [
            { id: "a", kind: "exit" },
            { id: "a", kind: "exit" },
          ],
        },
      }),
    ).toEqual(["canvas/shape canvas.nodes.1.id"])
    const many = Array.from({ length: 501 }, (_, i) => ({ id: `n${i}`, kind: "exit" }))
    expect(await send({ name: "x", canvas: { nodes: many } })).toEqual(["canvas/shape canvas.nodes"])
    expect(await send({ name: "x", wizard: { add_tags: ["a"] } })).toEqual(["plan/shape wizard"])
    const loose = await desk
      .post("/admin/marketing/plans")
      .set("content-type", "application/json")
      .send('{"name":')
    expect(loose.status).toBe(400)
  })

  it("of 500 nodes with a long mail each are taken", async () => {
    const html = `<p>${"x".repeat(5_000)}</p>`
    const nodes = Array.from({ length: 500 }, (_, i) => ({
      id: `n${i}`,
      kind: "message:email",
      settings: { content: { subject: "Hi", html } },
    }))
    const id = await make({ name: "Large", canvas: { nodes, edges: [] } })
    expect((await get(`/plans/${id}`)).body.plan.canvas.nodes).toHaveLength(500)
  })

  it("that do not exist are not found, whatever is asked of them", async () => {
    await get("/plans/mkplan_gone").expect(404)
    for (const verb of [
      "check",
      "estimate",
      "pre-run",
      "replay",
      "publish",
      "pause",
      "resume",
      "end",
      "cancel",
      "duplicate",
      "archive",
    ])
      await post(`/plans/mkplan_gone/${verb}`).expect(404)
    await desk.delete("/admin/marketing/plans/mkplan_gone").expect(404)
  })

  it("are run beforehand without anything being sent, and the figures are kept (P14)", async () => {
    const id = await make()
    const { pre_run } = (await post(`/plans/${id}/pre-run`).expect(200)).body
    expect(pre_run).toMatchObject({
      revision: 1,
      result: { entry: { entered: 1 }, blocked: [{ channel: "email", reason: "no_consent", count: 1 }] },
    })
    const { pre_runs, count } = (await get(`/plans/${id}/pre-run`).expect(200)).body
    expect(count).toBe(1)
    expect(pre_runs[0]).toMatchObject({ no: pre_run.no, by: pre_run.by, took_ms: expect.any(Number) })
    expect((await get(`/plans/${id}/pre-run/${pre_run.no}`).expect(200)).body.pre_run).toEqual(pre_run)
    for (const no of ["0", "x", `${pre_run.no + 1}`]) await get(`/plans/${id}/pre-run/${no}`).expect(404)
    await get("/plans/mkplan_gone/pre-run").expect(404)
    const problems = (
      await post(
        `/plans/${await make(canvas([{ id: "n", kind: "nobody:brings", settings: {} }]))}/pre-run`,
      ).expect(400)
    ).body.problems
    expect(codes(problems)).toContain("canvas/unknown-kind nodes.n.kind")
  })

  it("are replayed on the store's last days, and the figures are kept (P15)", async () => {
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    const { pid } = (await database.one<{ pid: number }>(
      "select pid from marketing_profile where email = $1",
      [person],
    ))!
    const daysAgo = (n: number) => new Date(Date.now() - n * 86_400_000 + 3_600_000)
    const events = [1, 2, 3, 4].map((n) => ({ at: daysAgo(n), key: `waved ${n}`, name: "waved", pid }))
    await verbs.ensureMonths({ table: "event", from: daysAgo(9), to: new Date() })
    await database.transaction((tx) => verbs.recordEvents(tx, events))
    const canvas = {
      nodes: [
        { id: "seen", kind: "trigger:did-something", settings: { event: "waved" } },
        { id: "mail", kind: "message:email", settings: { content } },
      ],
      edges: [{ from: "seen", port: "out", to: "mail" }],
    }
    const settings = { entry: { limit: { times: 9, per: "day" } } }
    const id = await make({ name: "Back", type: "triggered", canvas, settings })
    const { replay } = (await post(`/plans/${id}/replay`, { days: 3 }).expect(200)).body
    expect(replay).toMatchObject({
      days: 3,
      revision: 1,
      result: { entry: { audience: 3, entered: 3 }, replay: { first: [{ name: person }, {}, {}] } },
    })
    expect((await post(`/plans/${id}/replay`).expect(200)).body.replay).toMatchObject({
      days: 30,
      result: { entry: { audience: 4 } },
    })
    const { replays, count } = (await get(`/plans/${id}/replay`).expect(200)).body
    expect(count).toBe(2)
    expect(replays[1]).toMatchObject({ no: replay.no, by: replay.by, days: 3 })
    expect((await get(`/plans/${id}/replay/${replay.no}`).expect(200)).body.replay).toEqual(replay)
    for (const no of ["0", "x", `${replay.no + 9}`]) await get(`/plans/${id}/replay/${no}`).expect(404)
    await get("/plans/mkplan_gone/replay").expect(404)
    for (const days of [0, 91, 2.5, "30", [3]]) {
      const { problems } = (await post(`/plans/${id}/replay`, { days }).expect(400)).body
      expect(codes(problems)).toEqual(["replay/days days"])
    }
    // What is replayed is no pre-run.
    expect((await get(`/plans/${id}/pre-run`).expect(200)).body.count).toBe(0)
  })
})

describe("the catalogues of the editor", () => {
  it("hold every kind with a form, its ways out and both languages (X2)", async () => {
    const store = await bootStore()
    const desk = office(store.app, await hireStaff(store.app, store.container))
    const read = async (name: string) => (await desk.get(`/admin/marketing/${name}`).expect(200)).body[name]
    const kinds = await read("kinds")
    const channels = await read("channels")
    const benefits = await read("benefits")
    const triggers = await read("triggers")
    expect(triggers.map((trigger: { id: string }) => trigger.id)).toContain("did-something")
    const ids = kinds.map((kind: { id: string }) => kind.id)
    expect(ids).toEqual(
      expect.arrayContaining([
        ...["segment", "conditions", "filter", "wait", "split-test", "exit", "tags"],
        ...triggers.map((trigger: { kind: string }) => trigger.kind),
        ...channels.map((channel: { kind: string }) => channel.kind),
        ...benefits.map((benefit: { kind: string }) => benefit.kind),
      ]),
    )
    const of = (id: string) => kinds.find((kind: { id: string }) => kind.id === id)
    expect(of("filter")).toMatchObject({
      ports: [{ id: "yes" }, { id: "no" }],
      entry: false,
      available: true,
    })
    expect(of("split-test").ports).toBeNull()
    expect(of("segment")).toMatchObject({ entry: true, settings: { required: ["segment_id"] } })
    for (const kind of kinds) {
      expect(kind.label.zhCN, kind.id).toBeTruthy()
      expect(kind.settings.type, kind.id).toBe("object")
    }
  })
})
