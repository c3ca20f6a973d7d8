import { EventEmitter, once } from "node:events"
import fc from "fast-check"
import type { Rule } from "../../src/core/rules/schema"
import { defineField, type FieldDefinition } from "../../src/extension/field"
import { audienceChores } from "../../src/modules/marketing/audience/chores"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { startWorker } from "../../src/modules/marketing/engine/worker"
import { postgresWakeups } from "../../src/modules/marketing/wakeups"
import { benefitActs } from "../support/acts"
import { pointsRow } from "../support/benefits"
import { coreShop } from "../support/core-rows"
import { addPeople, createWorld, type World } from "../support/world"

/** Segments follow what happens person by person, and the clock (issue: freshness; A8). */
describe("a dynamic segment keeps up", () => {
  let world: World
  let marketing: Marketing
  let broken: string | null
  let log: string[]
  beforeEach(async () => {
    broken = null
    log = []
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      failPoint: async (point) => {
        if (point === broken) throw new Error(`broken at ${point}`)
      },
      ports: { log: (line) => log.push(line) },
    })
    marketing = world.marketing
  })
  afterEach(() => world.end())

  let keys = 0
  const does = (pid: number, name: string, at = "") =>
    world.clock
      .now()
      .then((now) =>
        world.database.transaction((tx) =>
          marketing.recordEvents(tx, [
            { key: `k${keys++}`, name, pid, at: at ? new Date(at) : now, props: {} },
          ]),
        ),
      )
  const tags = async (pid: number, gold: boolean) => {
    const effect = { type: "tag" as const, [gold ? "add" : "remove"]: ["gold"] }
    const row = { key: `t${keys++}`, pid, plan_no: 1, run_no: 1, node: "tag", enrollment_id: 1, effect }
    const now = await world.clock.now()
    await world.database.transaction((tx) => marketing.writeTags(tx, [row], now))
  }
  const follow = async () => {
    while (await marketing.spreadChanges());
    while (await marketing.followNextSegment());
  }
  const members = async (id: string) => {
    const rows = await world.database.rows<{ pid: number }>(
      "select pid from marketing_segment_member join marketing_segment on no = segment_no where id = $1 order by pid",
      [id],
    )
    return rows.map((row) => row.pid)
  }
  const asked = async (rule: Rule) => {
    const { text, values } = await marketing.selectPeople({ rule })
    const rows = await world.database.rows<{ pid: number }>(`${text} order by 1`, values)
    return rows.map((row) => row.pid)
  }

  const viewed: Rule = { did: "product_viewed", window: { last: { days: 7 } } }

  it("by asking only those to whom something happened", async () => {
    const [ann, ben] = (await addPeople(world.database, [{}, {}])) as [number, number]
    const { id } = await marketing.saveSegment({ name: "Viewers", rule: viewed })
    await does(ann, "product_viewed")
    // Nobody told of this one: it is not looked for before the hourly check.
    await world.database.run(
      "insert into marketing_event (key, name, pid, at, props) values ('quiet', 'product_viewed', $1, $2, '{}')",
      [ben, await world.clock.now()],
    )
    await follow()
    expect(await members(id)).toEqual([ann])
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({ member_count: 1 })
    world.clock.pass({ minutes: 61 })
    while (await marketing.refreshNextSegment());
    expect(await members(id)).toEqual([ann, ben])
  })

  it("moves people out of a window within the minute, and keeps when they came and went", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    await does(ann, "product_viewed", "2026-02-23T09:30:00Z")
    const { id } = await marketing.saveSegment({ name: "Viewers", rule: viewed })
    const away = await marketing.saveSegment({ name: "Away", rule: { not: viewed } })
    expect(await members(id)).toEqual([ann])
    world.clock.set("2026-03-02T09:29:40Z")
    await follow()
    expect(await members(id)).toEqual([ann])
    world.clock.set("2026-03-02T09:30:20Z")
    await follow()
    expect([await members(id), await members(away.id)]).toEqual([[], [ann]])
    expect(await world.database.rows("select pid, entered_at, left_at from marketing_segment_left")).toEqual([
      { pid: ann, entered_at: new Date("2026-03-02T09:00:00Z"), left_at: new Date("2026-03-02T09:30:20Z") },
    ])
  })

  it("by its background work alone", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    const { id } = await marketing.saveSegment({ name: "Viewers", rule: viewed })
    const worker = await startWorker({
      chores: audienceChores(marketing),
      wakeups: postgresWakeups(world.database),
      log: (line) => log.push(line),
    })
    try {
      await does(ann, "product_viewed")
      await vi.waitFor(async () => expect(await members(id)).toEqual([ann]), { timeout: 20_000 })
      expect(log).toEqual([])
    } finally {
      await worker.stop()
    }
  })

  it("has nothing to do while nothing happens and no time passes", async () => {
    await addPeople(world.database, [{}])
    await marketing.saveSegment({ name: "Viewers", rule: viewed })
    await follow()
    expect(await marketing.spreadChanges()).toBe(false)
    expect(await marketing.followNextSegment()).toBe(false)
    expect(await marketing.refreshNextSegment()).toBe(false)
  })

  it("and a list lets go of whom the store deleted, also of those whom a file brings in just then, and has them again", async () => {
    const people = await addPeople(world.database, [
      { customer_id: "cus_ann", email: "ann@x.test" },
      { customer_id: "cus_ben" },
      { customer_id: "cus_cleo" },
    ])
    const [ann, ben, cleo] = people as [number, number, number]
    await coreShop(world.database).customer({ id: "cus_cleo" })
    const customer_ids = ["cus_ben", "cus_cleo"]
    const { id } = await marketing.saveSegment({ name: "Picked", type: "static", customer_ids })
    world.clock.pass({ minutes: 1 })
    const half = new EventEmitter()
    const file = (async function* () {
      yield Buffer.from("email,seat\nann@x.test,14C\n")
      half.emit("read")
      await once(half, "deleted")
    })()
    const [read, imported] = [once(half, "read"), marketing.importMembers({ segment_id: id, file })]
    await read
    await marketing.syncCustomers(["cus_ann", "cus_ben", "cus_cleo"])
    await follow()
    half.emit("deleted")
    expect(await imported).toMatchObject({ accepted: 1 })
    await follow()
    expect(await members(id)).toEqual([cleo])
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({ member_count: 1 })
    expect((await marketing.listMembers({ segment_id: id, offset: 0, limit: 9 })).members).toHaveLength(1)
    expect((await marketing.previewRule({ rule: { in_segment: id } })).count).toBe(1)
    const left_at = await world.clock.now()
    expect(await world.database.rows("select pid, left_at from marketing_segment_left order by pid")).toEqual(
      [
        { pid: ann, left_at },
        { pid: ben, left_at },
      ],
    )

    // What the store restores is as it was.
    const shop = coreShop(world.database)
    for (const customer of [{ id: "cus_ann", email: "ann@x.test" }, { id: "cus_ben" }])
      await shop.customer(customer)
    await marketing.syncCustomers(["cus_ann", "cus_ben"])
    await follow()
    const { members: back } = await marketing.listMembers({ segment_id: id, offset: 0, limit: 9 })
    expect(back.map(({ pid, placeholders }) => [pid, placeholders?.seat])).toEqual([
      [cleo, undefined],
      [ben, undefined],
      [ann, "14C"],
    ])
    expect(await marketing.getSegment({ segment_id: id })).toMatchObject({ member_count: 3 })
    await follow()
    expect((await members(id)).length).toBe(3)
  })

  it("looks again when a day begins that its rule asks for, in the store's zone", async () => {
    await world.end()
    world = await createWorld({ start: "2026-03-02T22:30:00Z", options: { timezone: "Europe/Berlin" } })
    marketing = world.marketing
    const [ann] = (await addPeople(world.database, [{ birthday: "1990-03-03" }])) as [number]
    const { id } = await marketing.saveSegment({
      name: "Today",
      rule: { fact: "profile.birthday", op: "anniversary_within_next", value: { days: 0 } },
    })
    world.clock.set("2026-03-02T22:59:59Z")
    await follow()
    expect(await members(id)).toEqual([])
    world.clock.set("2026-03-02T23:00:00Z")
    await follow()
    expect(await members(id)).toEqual([ann])
    expect(await marketing.refreshNextSegment()).toBe(false)
  })

  it("asks everybody each minute about a guest's field, unless it says what it reads", async () => {
    await world.end()
    const shoes = (name: string, given: Partial<FieldDefinition>) =>
      defineField({
        ...{ id: `acme.${name}`, family: "acme", type: "number", label: { en: name, zhCN: name } },
        ...{ sql: () => "p.purchases", memory: (row) => row.purchases as number, ...given },
      })
    world = await createWorld({
      extensions: [{ name: "acme", fields: [shoes("quiet", {}), shoes("told", { read_from: "facts" })] }],
    })
    marketing = world.marketing
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    const about = (fact: string) =>
      marketing.saveSegment({ name: fact, rule: { fact, op: "gte", value: 1 } }).then(({ id }) => id)
    const [quiet, told] = [await about("acme.quiet"), await about("acme.told")]
    await world.database.run("update marketing_profile set purchases = 1")
    await world.database.transaction((tx) => marketing.noteChanges(tx, [ann]))
    await follow()
    expect([await members(quiet), await members(told)]).toEqual([[], [ann]])
    world.clock.pass({ seconds: 59 })
    expect(await marketing.refreshNextSegment()).toBe(false)
    world.clock.pass({ seconds: 1 })
    expect(await marketing.refreshNextSegment()).toBe(true)
    expect(await members(quiet)).toEqual([ann])
  })

  it("is told only of what its rule looks at", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    for (const fact of ["points.balance", "coupons.free", "purchase.count"])
      await marketing.saveSegment({ name: fact, rule: { fact, op: "gte", value: 1 } })
    const now = await world.clock.now()
    await world.database.transaction((tx) => marketing.writePoints(tx, [pointsRow(ann, 5)], now))
    await does(ann, "product_viewed")
    while (await marketing.spreadChanges());
    const due = await world.database.rows(
      "select s.name, d.pids from marketing_segment_due d join marketing_segment s on s.no = d.segment_no order by 1",
    )
    expect(due).toEqual([
      { name: "points.balance", pids: [ann] },
      { name: "purchase.count", pids: [ann] },
    ])
  })

  it("is told of whatever happens to coupons and points, and of what a plan does", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    const { acts } = await benefitActs(world)
    const isTold = async (about: string, names: (keyof typeof acts)[]) => {
      for (const name of names) {
        await world.database.run("delete from marketing_change")
        await acts[name](ann)
        const notes = await world.database.rows("select distinct about, pids from marketing_change")
        // What waits to be sent is nothing that rules can see.
        expect({ name, notes }).toEqual({ name, notes: name === "queued" ? [] : [{ about, pids: [ann] }] })
      }
    }
    await isTold("coupons", ["granted", "held", "used", "granted", "revoked", "granted", "moved"])
    await isTold("points", ["pointsGiven", "pointsTaken", "pointsHeld"])
    await isTold("plan:mkplan_acts", ["entered", "queued", "sent", "opened", "clicked", "queued", "failed"])
    await isTold("plan:mkplan_acts", ["converted", "converted", "convertedNoMore"])
    world.clock.pass({ days: 5 })
    await isTold("coupons", ["couponsExpire"])
    await isTold("points", ["pointsExpire"])
  })

  it("is asked as a whole when coupons, points or a plan came to more than 20,000 people at once", async () => {
    const pids = "select generate_series(1, 20001) as pid"
    const { no } = (await world.database.one<{ no: number }>(
      "insert into marketing_plan (id, name, type, canvas) values ('mkplan_big', 'Big', 'one_time', '{}') returning no",
    ))!
    await world.database.run(
      `insert into marketing_coupon (key, template_no, pid, granted_at) select pid, 1, pid, now() from (${pids}) p`,
    )
    await world.database.run(
      `insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
       select ${no}, 1, 1, pid, 'once', 'entry', 'inside', now() from (${pids}) p where pid <= 20000`,
    )
    const notes = await world.database.rows(
      "select about, cardinality(pids) as people from marketing_change order by id",
    )
    expect(notes).toEqual([
      { about: "coupons", people: null },
      { about: "plan:mkplan_big", people: 20_000 },
    ])
  })

  it("is refreshed as a whole when it cannot be said whom a change is about", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    await world.database.transaction((tx) =>
      marketing.defineAttributes(tx, [{ key: "shoe", type: "number" }]),
    )
    const rule: Rule = { fact: "profile.attributes.shoe", op: "known" }
    const { id } = await marketing.saveSegment({ name: "Sized", rule })
    await follow()
    await world.database.run(`update marketing_profile set attributes = '{"shoe": 42}'`)
    await world.database.transaction((tx) => marketing.noteChanges(tx, "anybody"))
    await follow()
    expect(await members(id)).toEqual([])
    while (await marketing.refreshNextSegment());
    expect(await members(id)).toEqual([ann])
  })

  it("that cannot follow says why and loses nobody: the whole is asked a minute later", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    const { id } = await marketing.saveSegment({ name: "Viewers", rule: viewed })
    await does(ann, "product_viewed")
    broken = "audience.followed"
    await follow()
    expect(await members(id)).toEqual([])
    expect(log).toEqual([`segment ${id} could not follow: broken at audience.followed`])
    broken = null
    await follow()
    expect(await members(id)).toEqual([])
    world.clock.pass({ seconds: 61 })
    while (await marketing.refreshNextSegment());
    expect(await members(id)).toEqual([ann])
  })

  it("says what the rule says, whatever happened in whatever order, with two workers and refreshes between", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 12 }, () => ({})),
    )
    const rules: Rule[] = [
      viewed,
      { not: { did: "product_viewed", window: { last: { hours: 2 } } } },
      { did: "product_viewed", count: { gte: 2 }, window: { last: { days: 1 } } },
      { did: "cart_updated", not_then: { did: "order_seen" }, within: { minutes: 30 } },
      {
        all: [
          { fact: "profile.tags", op: "has_any", value: ["gold"] },
          { did: "product_viewed", window: { this: "day" } },
        ],
      },
    ]
    const segments: Awaited<ReturnType<Marketing["saveSegment"]>>[] = []
    for (const rule of rules) segments.push(await marketing.saveSegment({ name: JSON.stringify(rule), rule }))
    const person = fc.constantFrom(...pids)
    const act = fc.oneof(
      fc.record({ does: fc.constantFrom("product_viewed", "cart_updated", "order_seen"), pid: person }),
      fc.record({ tags: fc.boolean(), pid: person }),
      fc.record({ passes: fc.constantFrom(1, 25, 31, 125, 700) }),
      fc.constantFrom("spread" as const, "follow" as const, "refresh" as const, "both" as const),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        for (const one of acts) {
          if (one === "spread") await marketing.spreadChanges()
          else if (one === "follow") await marketing.followNextSegment()
          else if (one === "refresh") await marketing.refreshSegment({ segment_id: segments[0]!.id })
          else if (one === "both")
            await Promise.all([
              follow(),
              follow(),
              ...segments.map(({ id }) => marketing.refreshSegment({ segment_id: id })),
            ])
          else if ("does" in one) await does(one.pid, one.does)
          else if ("passes" in one) world.clock.pass({ minutes: one.passes })
          else await tags(one.pid, one.tags)
        }
        world.clock.pass({ seconds: 21 })
        while (await marketing.refreshNextSegment());
        await follow()
        for (const { id, rule } of segments) {
          const [is, should] = [await members(id), await asked(rule!)]
          expect({ rule, is }).toEqual({ rule, is: should })
          expect(await marketing.getSegment({ segment_id: id })).toMatchObject({
            member_count: should.length,
          })
        }
      }),
      { numRuns: 25 },
    )
  }, 120_000)

  it("says what the rule says of coupons, points, plans, lists, samples and other segments, too", async () => {
    const pids = await addPeople(
      world.database,
      Array.from({ length: 10 }, (_, n) => ({ customer_id: `cus_${n}` })),
    )
    const { template_id, plan_id: plan, acts } = await benefitActs(world)
    // Two things in a row that chance seldom brings together.
    const reached = (pid: number) => acts.queued(pid).then(() => acts.sent(pid))
    const missed = (pid: number) => acts.queued(pid).then(() => acts.failed(pid))
    const gold: Rule = { fact: "profile.tags", op: "has_any", value: ["gold"] }
    const list = await marketing.saveSegment({ name: "List", customer_ids: ["cus_0"] })
    const made = (rule: Rule, sample?: unknown) =>
      marketing.saveSegment({ name: JSON.stringify([rule, sample]), rule, sample })
    const base = await made(gold)
    const samples = [await made(gold, { percent: 50, seed: "a" }), await made(gold, { number: 2, seed: "b" })]
    const segments = await Promise.all(
      (
        [
          { fact: "coupons.free", op: "gte", value: 1 },
          { fact: "coupons.used", op: "gte", value: 1 },
          { holds: "coupon", template: template_id, expires_within: { hours: 12 } },
          { not: { holds: "coupon", state: "revoked" } },
          { fact: "points.balance", op: "gte", value: 5 },
          { fact: "points.expiring_in_7_days", op: "gte", value: 1 },
          { fact: "points.spent", op: "gte", value: 1 },
          { fact: "points.earned", op: "gte", value: 10 },
          { plan, outcome: "entered", window: { last: { hours: 12 } } },
          { not: { plan, outcome: "received" } },
          { plan, outcome: "failed" },
          { plan, outcome: "clicked", window: { last: { days: 1 } } },
          { plan, outcome: "opened", window: { this: "day" } },
          { plan, outcome: "converted" },
          { in_segment: list.id },
          { not: { in_segment: samples[0]!.id } },
          { in_segment: samples[1]!.id },
          { all: [{ in_segment: base.id }, { not: { in_segment: list.id } }] },
        ] as Rule[]
      ).map((rule) => made(rule)),
    )
    const whole = async () => {
      while (await marketing.refreshNextSegment());
    }
    const settle = async () => {
      let moved = true
      while (moved) {
        await follow()
        moved = await marketing.refreshNextSegment()
      }
    }
    const person = fc.constantFrom(...pids)
    const act = fc.oneof(
      {
        weight: 10,
        arbitrary: fc.record({ act: fc.constantFrom(...Object.values(acts), reached, missed), pid: person }),
      },
      { weight: 2, arbitrary: fc.record({ tags: fc.boolean(), pid: person }) },
      { weight: 2, arbitrary: fc.record({ listed: fc.boolean(), pid: person }) },
      { weight: 1, arbitrary: fc.record({ base: fc.constantFrom<Rule>(gold, { not: gold }) }) },
      { weight: 1, arbitrary: fc.record({ passes: fc.constantFrom(1, 25, 310, 750, 2_900) }) },
      { weight: 5, arbitrary: fc.constantFrom("spread" as const, "follow" as const, "settle" as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40 }), async (all) => {
        for (const one of all) {
          if (one === "spread") await marketing.spreadChanges()
          else if (one === "follow") await marketing.followNextSegment()
          else if (one === "settle") await Promise.all([follow(), follow(), whole()])
          else if ("act" in one) await one.act(one.pid)
          else if ("tags" in one) await tags(one.pid, one.tags)
          else if ("listed" in one)
            await marketing.addToSegment({
              segment_id: list.id,
              [one.listed ? "customer_ids" : "remove_customer_ids"]: [`cus_${pids.indexOf(one.pid)}`],
            })
          else if ("base" in one) await marketing.saveSegment({ id: base.id, rule: one.base })
          else {
            world.clock.pass({ minutes: one.passes })
            // The hourly check is over: what happens from here on has to be followed.
            await whole()
          }
        }
        world.clock.pass({ seconds: 21 })
        await settle()
        // The drawing from everybody rests before it is done again.
        world.clock.pass({ seconds: 19 })
        await settle()
        for (const { id, rule } of segments)
          expect({ rule, is: await members(id) }).toEqual({ rule, is: await asked(rule!) })
        for (const { id } of samples)
          expect(await marketing.refreshSegment({ segment_id: id })).toMatchObject({ entered: 0, left: 0 })
      }),
      { numRuns: 8 },
    )
    expect(await world.database.rows("select name from marketing_segment where restless")).toEqual([])
    expect(log).toEqual([])
  }, 240_000)
})
