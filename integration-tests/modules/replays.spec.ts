import type { Canvas } from "../../src/core/canvas/schema"
import { replayPlan } from "../../src/modules/marketing/pre-runs/replay-plan"
import { addCouponTemplate, couponRow, pointsRow } from "../support/benefits"
import { agree } from "../support/messages"
import { draw } from "../support/plans"
import { addPeople, createWorld, type World } from "../support/world"

const START = "2026-03-02T09:00:00Z"
const HOUR = 3_600_000
const note = { content: { text: "Hello" } }
const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const told = draw({ seen: ["trigger:did-something", { event: "waved" }], tell: ["message:log", note] }, [
  "seen out tell",
])

describe("replays of a plan (P15)", () => {
  let world: World
  let pids: number[]
  beforeEach(async () => {
    world = await createWorld({ start: START, options: { timezone: "Europe/Berlin" } })
    pids = await addPeople(
      world.database,
      Array.from({ length: 10 }, (_, n) => ({ first_name: `P${n}` })),
    )
  })
  afterEach(() => world.end())

  const save = async (canvas: Canvas = told, settings: object = {}, type = "triggered") =>
    (
      await world.marketing.savePlan({
        plan: {
          name: "Back",
          type,
          canvas,
          settings: { entry: { limit: { times: 9, per: "day" } }, ...settings },
        },
        actor: "user_1",
      })
    ).id
  const replay = (plan_id: string, days: unknown = 3, signal?: AbortSignal) =>
    world.marketing.replayPlan({ plan_id, actor: "user_1", days, signal })
  const at = (hours: number) => new Date(Date.parse(START) + hours * HOUR)
  const did = (name: string, people: number[], hours: number, trusted = true) =>
    world.database.transaction((tx) =>
      world.marketing.recordEvents(
        tx,
        people.map((pid) => ({ at: at(hours), key: `${name} ${pid} ${hours}`, name, pid, trusted })),
      ),
    )
  /** Everything that stands in every table. */
  const everything = async () => {
    const tables = await world.database.rows<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
    )
    const rows: Record<string, unknown> = {}
    for (const { name } of tables)
      rows[name] = await world.database.one(
        `select count(*)::int as n, md5(coalesce(string_agg(t::text, ';' order by t::text), '')) as said from "${name}" t`,
      )
    return rows
  }

  it("change nothing but the list of what was kept, and send nothing", async () => {
    const template_id = await addCouponTemplate(world, {})
    await agree(world, pids)
    const plan_id = await save(
      draw(
        {
          seen: ["trigger:did-something", { event: "waved" }],
          mail: ["message:email", mail],
          coupon: ["benefit:coupon", { template_id }],
          points: ["benefit:points", { amount: 5 }],
          tag: ["tags", { add: ["told"] }],
          call: ["webhook", { url: "https://receiver.example/hook" }],
          vip: ["filter", { rule: { fact: "profile.tags", op: "has_any", value: ["told"] } }],
        },
        [
          "seen out mail",
          "mail out coupon",
          "coupon granted points",
          "points granted tag",
          "tag out call",
          "call out vip",
        ],
      ),
    )
    await did("waved", pids, 1)
    world.clock.set(at(20))
    const before = await everything()
    const kept = await replay(plan_id)
    const { marketing_pre_run: list, ...after } = await everything()
    const { marketing_pre_run: none, ...same } = before
    expect(after).toEqual(same)
    expect([none, list]).toMatchObject([{ n: 0 }, { n: 1 }])
    expect(world.notified).toEqual([])
    const figures = Object.fromEntries(
      kept.result.nodes.map(({ node, passed, assumed }) => [node, { passed, assumed }]),
    )
    // What the plan itself gave and wrote is seen further on.
    expect(figures.vip).toEqual({ passed: { yes: 10 }, assumed: [] })
    expect(figures.seen!.assumed).toEqual(["known_later"])
    expect(kept.result).toMatchObject({
      channels: [{ channel: "email", sent: 10 }],
      coupons: [{ template_id, granted: 10 }],
      points: { granted: 50 },
      calls: 10,
      replay: { as_today: [{ node: "coupon" }, { node: "vip", facts: [{ en: "Tags" }] }] },
    })
  })

  it("are kept apart from pre-runs, twenty of them, with names as they are today", async () => {
    const { marketing, database } = world
    const plan_id = await save()
    await did("waved", pids.slice(0, 2), 1)
    world.clock.set(at(2))
    const first = await replay(plan_id)
    expect(first).toMatchObject({ revision: 1, by: "user_1", days: 3, at: at(2) })
    expect(first.result.replay!.first).toMatchObject([{ name: "P0" }, { name: "P1" }])
    expect(await marketing.getReplay({ plan_id, no: first.no })).toEqual(first)
    expect(JSON.stringify(await database.rows("select result from marketing_pre_run"))).not.toContain("P0")
    await database.run("update marketing_profile set deleted_at = now() where pid = $1", [pids[0]])
    const names = (await marketing.getReplay({ plan_id, no: first.no })).result.replay!.first.map(
      ({ name }) => name,
    )
    expect(names).toEqual([undefined, "P1"])
    for (let n = 0; n < 20; n++) await replay(plan_id)
    const list = await marketing.listReplays({ plan_id })
    expect(list).toHaveLength(20)
    expect(list[0]).not.toHaveProperty("result")
    await expect(marketing.getReplay({ plan_id, no: first.no })).rejects.toThrow("no pre-run")
    expect(await marketing.listPreRuns({ plan_id })).toEqual([])

    const once = await save(draw({ who: ["conditions", { rule: { all: [] } }] }, []), {}, "one_time")
    const ahead = await marketing.preRunPlan({ plan_id: once, actor: "user_1" })
    await expect(marketing.getReplay({ plan_id: once, no: ahead.no })).rejects.toThrow("no replay")
    await replay(once)
    expect(await marketing.listPreRuns({ plan_id: once })).toHaveLength(1)
  })

  it("are refused for days that are none, with what keeps the plan from being published, and end when called off", async () => {
    const plan_id = await save()
    for (const days of [0, 91, 1.5, "7", {}])
      await expect(replay(plan_id, days)).rejects.toMatchObject({
        problems: [{ code: "replay/days", path: "days" }],
      })
    expect((await world.marketing.replayPlan({ plan_id, actor: "a" })).days).toBe(30)
    await expect(replay("nothing")).rejects.toThrow("no plan")
    const wrong = await save(
      draw({ seen: ["trigger:did-something", { event: "waved" }], mail: ["message:email", {}] }, [
        "seen out mail",
      ]),
    )
    await expect(replay(wrong)).rejects.toMatchObject({ problems: [{ code: "message/no-content" }] })

    let first: Promise<unknown> | undefined
    await world.database.transaction(async (tx) => {
      // The first cannot keep its figures yet.
      await tx.run("lock table marketing_pre_run in exclusive mode")
      first = replay(plan_id)
      await vi.waitFor(async () => {
        // Other databases of the same server have the same numbers for their tables.
        const waiting = await world.database.one(
          `select 1 from pg_locks l join pg_database d on d.oid = l.database
            where d.datname = current_database() and l.relation = 'marketing_pre_run'::regclass and not l.granted`,
        )
        expect(waiting).toBeDefined()
      })
      await expect(replay(plan_id)).rejects.toMatchObject({ code: "pre-run/busy" })
    })
    await first
    const called = new AbortController()
    const long = replay(plan_id, 3, called.signal)
    called.abort()
    await expect(long).rejects.toMatchObject({ code: "pre-run/cancelled" })
    await expect(replay(plan_id)).resolves.toMatchObject({ days: 3 })
  })

  it("ask consent as of then: who agreed later was not written to, and who was written to is not twice a day", async () => {
    await agree(world, pids.slice(0, 6))
    await world.database.run("update marketing_consent set at = $2 where pid = any($1)", [
      pids.slice(0, 2),
      at(10),
    ])
    await world.marketing.saveSendingLimits({
      change: { caps: { ...(await world.marketing.readSendingLimits()).caps, per_day: 2 } },
      actor: "a",
    })
    const plan_id = await save(
      draw({ seen: ["trigger:did-something", { event: "waved" }], mail: ["message:email", mail] }, [
        "seen out mail",
      ]),
    )
    await did("waved", pids.slice(0, 6), 5)
    await did("waved", pids.slice(0, 3), 11)
    await did("waved", pids.slice(2, 3), 12)
    world.clock.set(at(13))
    const { result } = await replay(plan_id)
    expect(result.channels).toMatchObject([{ sent: 4 + 3, blocked: 3 }])
    expect(result.blocked).toEqual(
      expect.arrayContaining([
        { channel: "email", reason: "no_consent", count: 2 },
        { channel: "email", reason: "capped", count: 1 },
      ]),
    )
  })

  it("find whose coupons and points were to run out then, also those that were used or taken since", async () => {
    const template = await addCouponTemplate(world, { valid_days: 5 })
    const now = await world.clock.now()
    await world.database.transaction(async (tx) => {
      await world.marketing.writeCoupons(
        tx,
        pids.slice(0, 3).map((pid) => ({ ...couponRow(pid, template), plan_no: 99 })),
        now,
      )
      await world.marketing.writePoints(
        tx,
        pids.slice(4, 6).map((pid) => pointsRow(pid, 50, { expires_in_days: 8, plan_no: 99 })),
        now,
      )
    })
    // One used it before it was told, one only after.
    await world.database.run("update marketing_coupon set state = 'used', used_at = $2 where pid = $1", [
      pids[0],
      at(12),
    ])
    await world.database.run("update marketing_coupon set state = 'used', used_at = $2 where pid = $1", [
      pids[1],
      at(80),
    ])
    world.clock.set(at(100))
    const plan_id = await save(
      draw(
        {
          coupon: ["trigger:coupon-expiring", { days_before: 3, time: "10:00" }],
          points: ["trigger:points-expiring", { within_days: "7", time: "10:00" }],
          tell: ["message:log", note],
        },
        ["coupon out tell", "points out tell"],
      ),
    )
    const { result } = await replay(plan_id, 10)
    expect(result.replay!.first.map(({ pid, way }) => [way[0], pid]).sort()).toEqual(
      [
        ["coupon", pids[1]],
        ["coupon", pids[2]],
        ["points", pids[4]],
        ["points", pids[5]],
      ].sort(),
    )
    expect(result.replay!.as_today).toEqual([])
  })

  it("let nobody in for news of the catalogue, and say that these are not kept", async () => {
    const plan_id = await save(
      draw({ stock: ["trigger:back-in-stock", { people: ["bought"] }], tell: ["message:log", note] }, [
        "stock out tell",
      ]),
    )
    const { result } = await replay(plan_id)
    expect(result.entry.entered).toBe(0)
    expect(result.nodes[0]).toMatchObject({ node: "stock", in: 0, assumed: ["no_history"] })
  })

  it("give nothing for what only a browser says, and have nobody open what was not sent", async () => {
    const other = await save()
    const plan_id = await save(
      draw(
        {
          seen: ["trigger:did-something", { event: "waved" }],
          points: ["benefit:points", { amount: 5 }],
          mail: ["message:email", mail],
          opened: ["filter", { rule: { plan: other, outcome: "opened" } }],
        },
        ["seen out points", "points granted mail", "mail out opened"],
      ),
    )
    await did("waved", pids.slice(0, 4), 1, false)
    await did("waved", pids.slice(4, 6), 1)
    world.clock.set(at(4))
    const { result } = await replay(plan_id)
    expect(result.entry).toMatchObject({ audience: 6, entered: 2, turned_away: { untrusted: 4 } })
    expect(result.nodes.find(({ node }) => node === "opened")).toMatchObject({
      passed: { no: 2 },
      assumed: ["not_answered"],
    })
  })

  it("say where what visitors did before they signed in counts as known, and where it counts when a cart went", async () => {
    const searchers = await world.marketing.saveSegment({ name: "Searchers", rule: { did: "searched" } })
    const bought = { did: "purchase", count: { gte: 1 } }
    const plan_id = await save(
      draw(
        {
          seen: ["trigger:did-something", { event: "product_viewed" }],
          cart: ["trigger:did-something", { event: "cart_open" }],
          moved: ["trigger:segment-entered", { segment_id: searchers.id }],
          waits: ["wait-for-event", { event: "visited", at_most: { amount: 1, unit: "hours" } }],
          searched: ["filter", { rule: { in_segment: searchers.id } }],
          bought: ["filter", { rule: bought }],
          open: ["filter", { rule: { fact: "cart.open", op: "is", value: true } }],
          basket: ["filter", { rule: { did: "cart_open" } }],
          reads: ["filter", { rule: { fact: "behaviour.dwell_seconds", op: "gte", value: 9 } }],
        },
        [
          "seen out waits",
          "cart out waits",
          "moved out waits",
          "waits happened searched",
          "searched yes bought",
          "bought no open",
          "open no basket",
          "basket no reads",
        ],
      ),
    )
    const { result } = await replay(plan_id)
    const named = Object.fromEntries(result.nodes.map(({ node, assumed }) => [node, assumed]))
    expect(named).toEqual({
      seen: ["known_later"],
      cart: expect.not.arrayContaining(["known_later"]),
      moved: ["no_history"],
      waits: ["known_later"],
      searched: ["known_later"],
      bought: [],
      open: ["carts_gone"],
      basket: ["carts_gone"],
      reads: ["known_later"],
    })
  })

  it("are refused, and nothing is kept, when more would come than can be counted exactly", async () => {
    const fewer = replayPlan(world.marketing, 4)
    const often = await save()
    await did("waved", pids.slice(0, 4), 1)
    world.clock.set(at(90))
    expect((await fewer({ plan_id: often, actor: "a" })).result.entry.entered).toBe(4)
    await did("waved", pids.slice(0, 1), 2)
    const tooMany = {
      problems: [{ code: "replay/too-many", path: "days", message: expect.stringContaining("than 4 times") }],
    }
    await expect(fewer({ plan_id: often, actor: "a" })).rejects.toMatchObject(tooMany)
    const everybody = draw({ who: ["conditions", { rule: { all: [] } }], tell: ["message:log", note] }, [
      "who out tell",
    ])
    const once = await save(everybody, {}, "one_time")
    await expect(fewer({ plan_id: once, actor: "a", days: 1 })).rejects.toMatchObject(tooMany)
    expect(await world.marketing.listReplays({ plan_id: once })).toEqual([])
    expect(await world.marketing.listReplays({ plan_id: often })).toHaveLength(1)
  })

  it("have what the plan gives run out when it really would", async () => {
    const template_id = await addCouponTemplate(world, { valid_days: 2 })
    const plan_id = await save(
      draw(
        {
          seen: ["trigger:did-something", { event: "waved" }],
          coupon: ["benefit:coupon", { template_id }],
          points: ["benefit:points", { amount: 20, expires_in_days: 1 }],
          rich: ["filter", { rule: { fact: "points.balance", op: "gte", value: 20 } }],
          rest: ["wait", { amount: 48, unit: "hours" }],
          poor: ["filter", { rule: { fact: "points.balance", op: "gte", value: 20 } }],
          had: ["filter", { rule: { holds: "coupon", template: template_id } }],
          longer: ["wait", { amount: 24, unit: "hours" }],
          over: ["filter", { rule: { holds: "coupon", template: template_id } }],
          gone: ["filter", { rule: { holds: "coupon", state: "expired", template: template_id } }],
        },
        [
          "seen out coupon",
          "coupon granted points",
          "points granted rich",
          "rich yes rest",
          "rest out poor",
          "poor no had",
          "had yes longer",
          "longer out over",
          "over no gone",
        ],
      ),
    )
    await did("waved", pids.slice(0, 3), 1)
    world.clock.set(at(90))
    const { result } = await replay(plan_id, 5)
    const passed = Object.fromEntries(result.nodes.map((node) => [node.node, node.passed]))
    expect(passed).toMatchObject({
      rich: { yes: 3 },
      poor: { no: 3 },
      had: { yes: 3 },
      over: { no: 3 },
      gone: { yes: 3 },
    })
  })
})
