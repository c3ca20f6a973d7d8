import { EventEmitter, once } from "node:events"
import fc from "fast-check"
import type { Rule } from "../../src/core/rules/schema"
import { audienceChores } from "../../src/modules/marketing/audience/chores"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { startWorker } from "../../src/modules/marketing/engine/worker"
import { postgresWakeups } from "../../src/modules/marketing/wakeups"
import { coreShop } from "../support/core-rows"
import { addPeople, createWorld, type World } from "../support/world"

/** Segments follow what happens person by person, and the clock (issue: freshness; A8). */
describe("a dynamic segment keeps up", () => {
  let world: World
  let marketing: Marketing
  let broken: string | null
  beforeEach(async () => {
    broken = null
    world = await createWorld({
      start: "2026-03-02T09:00:00Z",
      failPoint: async (point) => {
        if (point === broken) throw new Error(`broken at ${point}`)
      },
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
    const log: string[] = []
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

  it("and a list lets go of whom the store deleted, with their time, also of those whom a file brings in just then", async () => {
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
      yield Buffer.from("email\nann@x.test\n")
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
  })

  it("begins anew when a day begins that its rule asks for, in the store's zone", async () => {
    await world.end()
    world = await createWorld({ start: "2026-03-02T22:00:00Z", options: { timezone: "Europe/Berlin" } })
    marketing = world.marketing
    const [ann] = (await addPeople(world.database, [{ birthday: "1990-03-03" }])) as [number]
    const { id } = await marketing.saveSegment({
      name: "Today",
      rule: { fact: "profile.birthday", op: "anniversary_within_next", value: { days: 0 } },
    })
    expect(await marketing.refreshNextSegment()).toBe(false)
    world.clock.set("2026-03-02T23:00:00Z")
    while (await marketing.refreshNextSegment());
    expect(await members(id)).toEqual([ann])
  })

  it("asks everybody each minute where nobody tells of changes: coupons, points, plans, lists", async () => {
    await addPeople(world.database, [{}])
    await marketing.saveSegment({ name: "Rich", rule: { fact: "points.balance", op: "gte", value: 1 } })
    world.clock.pass({ seconds: 59 })
    expect(await marketing.refreshNextSegment()).toBe(false)
    world.clock.pass({ seconds: 1 })
    expect(await marketing.refreshNextSegment()).toBe(true)
    expect(await marketing.refreshNextSegment()).toBe(false)
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

  it("that cannot follow loses nobody: the whole is asked a minute later", async () => {
    const [ann] = (await addPeople(world.database, [{}])) as [number]
    const { id } = await marketing.saveSegment({ name: "Viewers", rule: viewed })
    await does(ann, "product_viewed")
    broken = "audience.followed"
    await follow()
    expect(await members(id)).toEqual([])
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
})
