import { insertRows } from "../support/insert-rows"
import { addPeople, createWorld, type World } from "../support/world"

const DAY = 86_400_000
const START = Date.parse("2026-02-01T00:00:00Z")
const day = (n: number) => new Date(START + n * DAY)

/** A repeatable stream of numbers in [0, 1): the story differs by seed, never by run. */
function numbers(seed: number) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}

type Order = {
  oid: number
  pid: number
  at: Date
  /** What it asked when it was placed. */
  asked: number
  returned: number
  captured: number
  refunded: number
  cancelled: boolean
  currency: string
}

describe("the report of a plan", () => {
  let world: World
  const people = { treated: [] as number[], heldOut: [] as number[] }
  const orders: Order[] = []
  const sends: { pid: number; state: string; reason: string | null }[] = []
  const touches: { pid: number; at: Date; kind: "delivered" | "clicked" }[] = []
  const visits: { pid: number; at: Date }[] = []

  const insert = (table: string, rows: object[]) => insertRows(world.database, table, rows)

  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-01T00:00:00Z" })
    const next = numbers(7)
    const pids = await addPeople(
      world.database,
      Array.from({ length: 120 }, (_, i) => ({ first_name: `Person${i}` })),
    )
    for (const [i, pid] of pids.entries()) (i % 10 === 0 ? people.heldOut : people.treated).push(pid)
    await world.database.run(
      `insert into marketing_plan (id, name, type, canvas, version, state) values ('mkplan_1', 'Win back', 'one_time', '{}', 1, 'running')`,
    )
    await world.database.run(
      `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at)
       values (1, 1, '{"attribution": {"basis": "touch", "window_days": 7}}', '{}', now())`,
    )
    await world.database.run(
      `insert into marketing_run (id, plan_no, version, slot, state, due_at) values ('mkrun_1', 1, 1, 'once', 'running', now())`,
    )
    await insert(
      "marketing_enrollment",
      pids.map((pid, i) => ({
        plan_no: 1,
        run_no: 1,
        version: 1,
        pid,
        entry_key: "once",
        entry: "n1",
        state: people.heldOut.includes(pid) ? "held_out" : i % 3 ? "through" : "inside",
        entered_at: day(1),
      })),
    )
    for (const pid of people.treated) {
      const luck = next()
      const state = luck < 0.6 ? "sent" : luck < 0.7 ? "failed" : luck < 0.9 ? "blocked" : "unknown"
      sends.push({
        pid,
        state,
        reason: state === "sent" ? null : state === "blocked" ? "no_consent" : `${state}_why`,
      })
      if (state === "sent") touches.push({ pid, at: day(1 + next()), kind: "delivered" })
      if (state === "sent" && next() < 0.3) touches.push({ pid, at: day(2 + next()), kind: "clicked" })
      if (next() < 0.2) visits.push({ pid, at: day(next() * 12) })
    }
    for (const pid of pids) {
      for (let n = Math.floor(next() * 3); n > 0; n--) {
        const asked = 100 + Math.floor(next() * 10_000)
        const luck = next()
        orders.push({
          oid: orders.length + 1,
          pid,
          at: day(next() * 14),
          asked,
          returned: luck < 0.1 ? Math.floor(asked / 3) : 0,
          captured: luck < 0.8 ? asked : 0,
          refunded: luck < 0.2 ? Math.floor(asked / 3) : 0,
          cancelled: next() < 0.15,
          currency: next() < 0.8 ? "eur" : "usd",
        })
      }
    }
    await insert(
      "marketing_order",
      orders.map((o) => ({
        oid: o.oid,
        order_id: `order_${o.oid}`,
        source: "store",
        pid: o.pid,
        currency: o.currency,
        placed_at: o.at,
        paid_at: o.captured ? o.at : null,
        cancelled_at: o.cancelled ? o.at : null,
        total: o.asked - o.returned,
        returned: o.returned,
        discount: 0,
        captured: o.captured,
        refunded: o.refunded,
        quantity: 1,
        promotion_codes: [],
        synced_at: o.at,
      })),
    )
    await insert(
      "marketing_send",
      sends.map((s, i) => ({
        key: `k${i}`,
        token: `t${i}`,
        plan_no: 1,
        run_no: 1,
        node: "n2",
        pid: s.pid,
        channel: "email",
        content_hash: "none",
        topic: "marketing",
        state: s.state,
        reason: s.reason,
        attempt: 1,
        fence: 1,
        run_at: day(1),
        queued_at: day(1),
      })),
    )
    if (visits.length) {
      await world.database.run(
        "create table marketing_event_2026_02_test partition of marketing_event for values from ('2026-02-01') to ('2026-03-01')",
      )
      await insert(
        "marketing_event",
        visits.map((v, i) => ({
          at: v.at,
          key: `v${i}`,
          name: "product_viewed",
          pid: v.pid,
          trusted: false,
          props: {},
          received_at: v.at,
        })),
      )
    }
    const entries = await world.database.rows<{ pid: number; id: number }>(
      "select pid, id from marketing_enrollment",
    )
    const entryOf = new Map(entries.map(({ pid, id }) => [pid, id]))
    await world.database.transaction((tx) =>
      world.marketing.recordTouches(
        tx,
        touches.map((t, i) => ({
          ...t,
          key: `touch${i}`,
          plan_no: 1,
          run_no: 1,
          node: "n2",
          enrollment_id: entryOf.get(t.pid)!,
        })),
      ),
    )
  })
  afterAll(() => world.end())

  /** The last touch in the seven days before; said again without the database. */
  const counted = () =>
    orders.filter((o) =>
      touches.some((t) => t.pid === o.pid && t.at <= o.at && o.at.getTime() - t.at.getTime() < 7 * DAY),
    )
  const heads = (list: { pid: number }[]) => new Set(list.map((x) => x.pid)).size

  it("equals a plain count of the same story, figure by figure (R2, G15)", async () => {
    const report = await world.marketing.planReport({ plan_id: "mkplan_1" })
    const mine = counted()
    const paid = mine.filter((o) => o.captured > 0 && !o.cancelled)
    expect(mine.length).toBeGreaterThan(20)
    // What was cancelled after it was paid, or given back in part, is there to be left out.
    expect(mine.some((o) => o.cancelled && o.captured > 0 && o.refunded > 0)).toBe(true)
    expect(mine.some((o) => o.returned > 0 && !o.cancelled)).toBe(true)
    expect(report).toMatchObject({
      covered: people.treated.length,
      held_out: people.heldOut.length,
      reached: heads(touches),
      ordered: { heads: heads(mine), orders: mine.length },
      paid: { heads: heads(paid), orders: paid.length },
      refunded: { orders: mine.filter((o) => o.refunded > 0 && !o.cancelled).length },
      cancelled: { orders: mine.filter((o) => o.cancelled).length },
    })
    for (const currency of ["eur", "usd"]) {
      const of = (list: Order[]) => list.filter((o) => o.currency === currency)
      const sum = (list: Order[], pick: (o: Order) => number) =>
        of(list).reduce((total, o) => total + pick(o), 0)
      expect(report.money.find((m) => m.currency === currency)).toEqual({
        currency,
        ordered: sum(mine, (o) => o.asked),
        paid: sum(paid, (o) => o.captured),
        refunded: sum(paid, (o) => o.refunded),
        net: sum(
          mine.filter((o) => !o.cancelled),
          (o) => o.captured - o.refunded,
        ),
      })
    }
  })

  it("names why people were not reached, and the reasons add up to those who were planned (R7, G15)", async () => {
    const report = await world.marketing.planReport({ plan_id: "mkplan_1" })
    const lost = sends.filter((s) => s.state !== "sent").length
    expect(report.failures.reduce((sum, f) => sum + f.count, 0)).toBe(lost)
    expect(report.messages.sent + lost).toBe(people.treated.length)
    expect(report.failures.find((f) => f.reason === "no_consent")?.count).toBe(
      sends.filter((s) => s.reason === "no_consent").length,
    )
  })

  it("counts as visitors those who clicked, ordered or came to the shop within the window (R3)", async () => {
    const visitors = touches.filter(
      ({ pid, at }) =>
        touches.some((t) => t.pid === pid && t.kind === "clicked") ||
        counted().some((o) => o.pid === pid) ||
        visits.some((v) => v.pid === pid && v.at >= at && v.at.getTime() < at.getTime() + 7 * DAY),
    )
    expect((await world.marketing.planReport({ plan_id: "mkplan_1" })).visited).toBe(heads(visitors))
  })

  it("compares buyers with those held out by intention, not by touch (P18)", async () => {
    const bought = (pid: number) =>
      orders.some(
        (o) => o.pid === pid && !o.cancelled && o.at >= day(1) && o.at.getTime() < day(1).getTime() + 7 * DAY,
      )
    const { groups, lift } = await world.marketing.planReport({ plan_id: "mkplan_1" })
    expect(groups).toEqual({
      treated: { heads: people.treated.length, hits: people.treated.filter(bought).length },
      held_out: { heads: people.heldOut.length, hits: people.heldOut.filter(bought).length },
      store_held_out: { heads: 0, hits: 0 },
    })
    expect(lift).not.toBeNull()
  })

  it("lists the people with their orders, finds one by name, and pages (R9)", async () => {
    const all = await world.marketing.planPeople({ plan_id: "mkplan_1", offset: 0, limit: 1000 })
    expect(all.count).toBe(120)
    expect(all.people.reduce((sum, p) => sum + p.orders, 0)).toBe(counted().length)
    const buyers = await world.marketing.planPeople({
      plan_id: "mkplan_1",
      status: "ordered",
      offset: 0,
      limit: 5,
    })
    expect(buyers.count).toBe(heads(counted()))
    const one = await world.marketing.planPeople({ plan_id: "mkplan_1", q: "person7", offset: 0, limit: 50 })
    expect(one.people.every((p) => p.name?.toLowerCase().includes("person7"))).toBe(true)
  })

  it("says clearly that there is no such plan or run", async () => {
    await expect(world.marketing.planReport({ plan_id: "mkplan_x" })).rejects.toThrow(
      "There is no plan mkplan_x.",
    )
    await expect(world.marketing.planReport({ plan_id: "mkplan_1", run_id: "mkrun_x" })).rejects.toThrow(
      "no run mkrun_x",
    )
  })

  it.each(["bought", "__proto__", "constructor", "toString"])(
    "asked for people who are %s it says what it can be asked for",
    async (status) => {
      await expect(
        world.marketing.planPeople({ plan_id: "mkplan_1", status, offset: 0, limit: 5 }),
      ).rejects.toThrow(`status: There is no list of people who are "${status}".`)
    },
  )

  it("counts as a plan's buyers in the overview whom its report counts as paid (R1, R2)", async () => {
    const paid = heads(counted().filter((o) => o.captured > 0 && !o.cancelled))
    expect(paid).toBeLessThan(heads(counted()))
    const { plans } = await world.marketing.marketingOverview({ days: 30 })
    expect(plans).toMatchObject([{ id: "mkplan_1", buyers: paid }])
    const report = await world.marketing.planReport({ plan_id: "mkplan_1" })
    expect(report.paid.heads).toBe(paid)
  })

  it("shows the store's overview with each order once, and no cancelled one", async () => {
    const overview = await world.marketing.marketingOverview({ days: 30 })
    const standing = counted().filter((o) => !o.cancelled).length
    expect(standing).toBeLessThan(counted().length)
    const sum = (figures: { orders: number }[]) => figures.reduce((total, one) => total + one.orders, 0)
    expect(sum(overview.money.filter((m) => m.period === "now"))).toBe(standing)
    expect(sum(overview.trend)).toBe(standing)
    const net = overview.money.filter((m) => m.period === "now").reduce((sum, m) => sum + m.net, 0)
    expect(net).toBe(
      counted()
        .filter((o) => !o.cancelled)
        .reduce((sum, o) => sum + o.captured - o.refunded, 0),
    )
  })
})

it("the overview's days are days of the store, wherever the database stands", async () => {
  const world = await createWorld({
    start: "2026-03-05T00:00:00Z",
    options: { timezone: "Asia/Shanghai" },
  })
  const [pid] = await addPeople(world.database, [{}])
  await world.database.run(
    `insert into marketing_order (oid, order_id, source, pid, currency, placed_at, total, discount, captured, refunded, quantity, promotion_codes, synced_at)
     select oid, oid::text, 'store', $1, 'cny', at, 100, 0, 100, 0, 1, '{}', at
       from unnest(array[1, 2], array['2026-03-02T15:59:00Z', '2026-03-02T16:00:00Z']::timestamptz[]) as o(oid, at)`,
    [pid],
  )
  await world.database.run(
    `insert into marketing_credit (oid, model, touch_id, plan_no, run_no, currency, amount)
     select oid, 'last', oid, 1, 1, 'cny', 100 from unnest(array[1, 2]) as o(oid)`,
  )
  const { trend } = await world.marketing.marketingOverview()
  expect(trend.map(({ day, orders }) => [day, orders])).toEqual([
    ["2026-03-02", 1],
    ["2026-03-03", 1],
  ])
  await world.end()
})
