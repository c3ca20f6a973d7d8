import { insertRows } from "../support/insert-rows"
import { addPeople, createWorld, type World } from "../support/world"

const DAY = 86_400_000
const START = Date.parse("2026-02-01T00:00:00Z")
const day = (n: number) => new Date(START + n * DAY)

describe("the report of a plan into which people come more than once", () => {
  let world: World
  /** Ada comes in three times and buys after the second, Bea twice and looks around after the last, Cleo twice and is held out, Dora once. */
  const story = [
    { who: "ada", at: [1, 3, 5], state: "through" },
    { who: "bea", at: [1, 10], state: "inside" },
    { who: "cleo", at: [2, 4], state: "held_out" },
    { who: "dora", at: [2], state: "left" },
  ]
  const plan = { plan_id: "mkplan_1", offset: 0, limit: 50 }

  const insert = (table: string, rows: object[]) => insertRows(world.database, table, rows)

  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-01T00:00:00Z" })
    const { database, marketing } = world
    const pids = await addPeople(
      database,
      story.map(({ who }) => ({ first_name: who })),
    )
    const settings = {
      attribution: { basis: "touch", window_days: 7 },
      goal: { metric: "conversion_rate", target: 0.5 },
    }
    await database.run(
      `insert into marketing_plan (id, name, type, canvas, version, state) values ('mkplan_1', 'Come again', 'triggered', '{}', 1, 'running')`,
    )
    await database.run(
      "insert into marketing_plan_version (plan_no, version, settings, canvas, published_at) values (1, 1, $1, '{}', now())",
      [settings],
    )
    await database.run(
      `insert into marketing_run (id, plan_no, version, slot, state, due_at) values ('mkrun_1', 1, 1, 'open', 'running', now())`,
    )
    const of = { plan_no: 1, run_no: 1 }
    const entries = story.flatMap(({ at, state }, i) =>
      at.map((n) => ({ pid: pids[i]!, state, entry_key: `day ${n}`, entered_at: day(n) })),
    )
    await insert(
      "marketing_enrollment",
      entries.map((entry) => ({ ...entry, ...of, version: 1, entry: "n1" })),
    )
    const order = { order_id: "order_1", source: "store", pid: pids[0], currency: "eur", oid: 1 }
    const money = { total: 500, returned: 0, discount: 0, captured: 500, refunded: 0, quantity: 1 }
    const at = { placed_at: day(4), paid_at: day(4), synced_at: day(4) }
    await insert("marketing_order", [{ ...order, ...money, ...at, promotion_codes: [] }])
    await database.run(
      "create table marketing_event_2026_02_test partition of marketing_event for values from ('2026-02-01') to ('2026-03-01')",
    )
    const visit = { key: "v1", name: "page_viewed", pid: pids[1], trusted: false, props: {} }
    await insert("marketing_event", [{ ...visit, at: day(12), received_at: day(12) }])
    const entered = await database.rows<{ id: number; pid: number; entered_at: Date }>(
      "select id, pid, entered_at from marketing_enrollment where state <> 'held_out' order by id",
    )
    await database.transaction((tx) =>
      marketing.recordTouches(
        tx,
        entered.map(({ id, pid, entered_at }) => ({
          ...{ ...of, pid, node: "n2", key: `t${id}`, at: entered_at, enrollment_id: id },
          kind: "delivered" as const,
        })),
      ),
    )
  })
  afterAll(() => world.end())

  it("counts people as people, and says beside it how often they came in (R2, R3, G15)", async () => {
    const report = await world.marketing.planReport(plan)
    expect(report).toMatchObject({
      covered: 3,
      entries: 6,
      held_out: 1,
      inside: 1,
      reached: 3,
      ordered: { heads: 1, orders: 1 },
      groups: { treated: { heads: 3 }, held_out: { heads: 1 } },
    })
    expect(report.funnel.map(({ step, heads }) => [step, heads])).toEqual([
      ["covered", 3],
      ["reached", 3],
      ["visited", 2],
      ["ordered", 1],
      ["paid", 1],
    ])
  })

  it("measures its goal by people, in the list and the overview as in the report (P1, P21)", async () => {
    const { goal } = await world.marketing.planReport(plan)
    expect(goal).toMatchObject({ reached: 1 / 3 })
    const { plans } = await world.marketing.listPlans({ offset: 0, limit: 10 })
    expect(plans).toMatchObject([{ covered: 3, inside: 1, goal }])
    const overview = await world.marketing.marketingOverview({ days: 30 })
    expect(overview.plans).toMatchObject([{ covered: 3, inside: 1, buyers: 1 }])
  })

  it("shows an order at the entry that led to it, and at no other (R9)", async () => {
    const all = await world.marketing.planPeople(plan)
    expect(all.count).toBe(8)
    expect(all.people.map(({ name, entered_at, orders }) => [name, entered_at, orders])).toContainEqual([
      "ada",
      day(3),
      1,
    ])
    const { ordered, money } = await world.marketing.planReport(plan)
    const buyers = await world.marketing.planPeople({ ...plan, status: "ordered" })
    expect(buyers.count).toBe(ordered.heads)
    expect(buyers.people).toMatchObject([{ orders: 1, net: [{ currency: "eur", amount: money[0]!.net }] }])
  })

  it("calls a visitor who came to the shop after any letter, not only after the first (R3)", async () => {
    expect((await world.marketing.planReport(plan)).visited).toBe(2)
    expect((await world.marketing.planReport({ ...plan, run_id: "mkrun_1" })).visited).toBe(2)
  })
})
