import fc from "fast-check"
import { addPeople, createWorld, type World } from "../support/world"

type Touch = {
  pid: number
  plan_no: number
  run_no: number
  kind: "delivered" | "clicked" | "granted"
  at: string
}
type Order = {
  oid: number
  pid: number
  placed_at: string
  captured: number
  refunded: number
  cancelled: boolean
}

const HOUR = 3_600_000
const START = Date.parse("2026-01-01T00:00:00Z")
const at = (hour: number) => new Date(START + hour * HOUR).toISOString()

/** Plan 1 counts touches for 7 days, plan 2 clicks for 2 days. */
const PLANS = [
  { plan_no: 1, basis: "touch", days: 7 },
  { plan_no: 2, basis: "click", days: 2 },
]

/** The rule of attribution as plainly as it can be said, order by order. */
function naive(orders: Order[], touches: (Touch & { id: number })[]) {
  const conversions = orders.flatMap((order) =>
    PLANS.flatMap((plan) => {
      const counting = touches
        .filter(
          (t) =>
            t.plan_no === plan.plan_no &&
            t.pid === order.pid &&
            (plan.basis === "touch" || t.kind === "clicked"),
        )
        .filter((t) => Date.parse(t.at) <= Date.parse(order.placed_at))
        .filter((t) => Date.parse(t.at) > Date.parse(order.placed_at) - plan.days * 24 * HOUR)
        .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.id - a.id)
      const last = counting[0]
      const net = order.cancelled ? 0 : order.captured - order.refunded
      return last
        ? [{ plan_no: plan.plan_no, oid: order.oid, touch_id: last.id, touched: Date.parse(last.at), net }]
        : []
    }),
  )
  const credits = orders.flatMap((order) => {
    const mine = conversions
      .filter((c) => c.oid === order.oid)
      .sort((a, b) => b.touched - a.touched || b.touch_id - a.touch_id)
    return mine[0] ? [{ oid: order.oid, touch_id: mine[0].touch_id, amount: mine[0].net }] : []
  })
  return { conversions: conversions.map(({ touched: _, ...rest }) => rest), credits }
}

describe("attribution", () => {
  let world: World
  let pids: number[]

  beforeAll(async () => {
    world = await createWorld()
    pids = await addPeople(world.database, [{}, {}, {}])
    for (const plan of PLANS) {
      await world.database.run(
        `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at) values ($1, 1, $2, '{}', now())`,
        [plan.plan_no, { attribution: { basis: plan.basis, window_days: plan.days } }],
      )
      await world.database.run(
        `insert into marketing_run (id, plan_no, version, slot, state, due_at) values ($1, $2, 1, 'once', 'running', now())`,
        [`mkrun_${plan.plan_no}`, plan.plan_no],
      )
    }
  })
  afterAll(() => world.end())

  const clear = () =>
    world.database.run(
      "truncate marketing_touch, marketing_conversion, marketing_credit, marketing_order restart identity",
    )

  async function placeOrders(orders: Order[]) {
    await world.database.run(
      `insert into marketing_order (oid, order_id, pid, currency, placed_at, paid_at, cancelled_at, total, captured, refunded)
       select oid, 'order_' || oid, pid, 'eur', placed_at, placed_at, case when cancelled then placed_at end, captured, captured, refunded
         from jsonb_to_recordset($1) as o(oid int, pid int, placed_at timestamptz, captured bigint, refunded bigint, cancelled boolean)
       on conflict (oid) do update set captured = excluded.captured, refunded = excluded.refunded, cancelled_at = excluded.cancelled_at`,
      [JSON.stringify(orders)],
    )
  }
  const record = (touches: Touch[]) =>
    world.database.transaction((tx) =>
      world.marketing.recordTouches(
        tx,
        touches.map((t, i) => ({
          ...t,
          key: `${t.at}:${i}:${t.kind}`,
          node: "n",
          enrollment_id: null,
          at: new Date(t.at),
        })),
      ),
    )
  const attribute = async (oids: number[]) => {
    const now = await world.clock.now()
    await world.database.transaction((tx) => world.marketing.attributeOrders(tx, oids, now))
  }
  const stored = async () => ({
    conversions: await world.database.rows(
      "select plan_no, oid, touch_id, net from marketing_conversion order by oid, plan_no",
    ),
    credits: await world.database.rows(
      "select oid, touch_id, amount from marketing_credit where model = 'last' order by oid",
    ),
  })

  const histories = fc.record({
    touches: fc.array(
      fc.record({
        pid: fc.nat(2),
        plan_no: fc.constantFrom(1, 2),
        kind: fc.constantFrom("delivered" as const, "clicked" as const, "granted" as const),
        hour: fc.nat(400),
      }),
      { maxLength: 25 },
    ),
    orders: fc.array(
      fc.record({
        pid: fc.nat(2),
        hour: fc.nat(400),
        captured: fc.nat(10_000),
        share: fc.nat(100),
        cancelled: fc.boolean(),
      }),
      { maxLength: 15 },
    ),
    ordersFirst: fc.boolean(),
  })

  it("gives each order to the last touch of its window, whatever came first, and corrects itself (R1, F21, F31)", async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ touches, orders, ordersFirst }) => {
        await clear()
        const t: Touch[] = touches.map((x) => ({
          ...x,
          pid: pids[x.pid]!,
          run_no: x.plan_no,
          at: at(x.hour),
        }))
        const before: Order[] = orders.map((x, i) => ({
          oid: i + 1,
          pid: pids[x.pid]!,
          placed_at: at(x.hour),
          captured: x.captured,
          refunded: 0,
          cancelled: false,
        }))
        const oids = before.map((o) => o.oid)
        if (!ordersFirst) await record(t)
        await placeOrders(before)
        await attribute(oids)
        if (ordersFirst) await record(t)
        const after = before.map((o, i) => ({
          ...o,
          refunded: Math.floor((o.captured * orders[i]!.share) / 100),
          cancelled: orders[i]!.cancelled,
        }))
        await placeOrders(after)
        await attribute(oids)
        await attribute(oids)
        const known = await world.database.rows<Touch & { id: number; at: Date }>(
          "select * from marketing_touch order by id",
        )
        const expected = naive(
          after,
          known.map((k) => ({ ...k, at: k.at.toISOString() })),
        )
        const byOrder = (a: { oid: number; plan_no?: number }, b: { oid: number; plan_no?: number }) =>
          a.oid - b.oid || (a.plan_no ?? 0) - (b.plan_no ?? 0)
        expect(await stored()).toEqual({
          conversions: expected.conversions.sort(byOrder),
          credits: expected.credits.sort(byOrder),
        })
      }),
      { numRuns: 60 },
    )
  })

  it("comes to the same figures when everything is attributed again", async () => {
    await clear()
    await placeOrders([
      { oid: 1, pid: pids[0]!, placed_at: at(5), captured: 999, refunded: 1, cancelled: false },
    ])
    await record([{ pid: pids[0]!, plan_no: 1, run_no: 1, kind: "delivered", at: at(1) }])
    const before = await stored()
    expect(before.credits).toEqual([{ oid: 1, touch_id: 1, amount: 998 }])
    expect(await world.marketing.rebuildAttribution()).toBe(1)
    expect(await stored()).toEqual(before)
  })

  it("puts right whatever was counted wrongly when everything is attributed again (R1)", async () => {
    const wrongs = [
      "delete from marketing_conversion where oid = $1",
      "delete from marketing_credit where oid = $1",
      "update marketing_conversion set net = net + 1, touch_id = touch_id + 1 where oid = $1",
      "update marketing_credit set amount = amount + 1 where oid = $1",
      "update marketing_credit set touch_id = touch_id + 1000 where oid = $1",
      // One too many, beside the right ones: of an order that earned none, too.
      `insert into marketing_credit (oid, model, touch_id, plan_no, run_no, currency, amount) values ($1, 'last', 5000, 1, 1, 'eur', 5)`,
      `insert into marketing_conversion (plan_no, oid, run_no, pid, touch_id, node, basis, touched_at, placed_at, currency, total, net, refunded,
                                         paid, cancelled, updated_at)
       select 3, oid, 3, pid, 5000, 'n', 'touch', placed_at, placed_at, currency, total, net, refunded, true, false, placed_at
         from marketing_order where oid = $1 on conflict do nothing`,
    ]
    const unlessThereAlready = (error: { code?: string }) => {
      if (error.code !== "23505") throw error
    }
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.array(fc.record({ wrong: fc.nat(wrongs.length - 1), order: fc.nat(14) }), { maxLength: 6 }),
        fc.option(fc.record({ order: fc.nat(14), to: fc.nat(2) })),
        async ({ touches, orders }, mistakes, given) => {
          await clear()
          const placed = orders.map((x, i) => ({
            oid: i + 1,
            pid: pids[x.pid]!,
            placed_at: at(x.hour),
            captured: x.captured,
            refunded: 0,
            cancelled: x.cancelled,
          }))
          await placeOrders(placed)
          await record(touches.map((x) => ({ ...x, pid: pids[x.pid]!, run_no: x.plan_no, at: at(x.hour) })))
          await attribute(placed.map((o) => o.oid))
          const right = await stored()
          for (const { wrong, order } of mistakes)
            await world.database.run(wrongs[wrong]!, [order + 1]).catch(unlessThereAlready)
          // Nobody was told that this order is another person's now.
          if (given)
            await world.database.run("update marketing_order set pid = $2 where oid = $1", [
              given.order + 1,
              pids[given.to],
            ])
          expect(await world.marketing.rebuildAttribution()).toBe(placed.length)
          const rebuilt = await stored()
          if (!given) expect(rebuilt).toEqual(right)
          await attribute(placed.map((o) => o.oid))
          expect(rebuilt).toEqual(await stored())
        },
      ),
      { numRuns: 60 },
    )
  })

  it("an order that changes while everything is attributed again is counted as it is then (R1)", async () => {
    await clear()
    const order = { oid: 1, pid: pids[0]!, placed_at: at(20), captured: 100, refunded: 0, cancelled: false }
    await placeOrders([order])
    await record([{ pid: pids[0]!, plan_no: 1, run_no: 1, kind: "delivered", at: at(10) }])
    await world.database.run("truncate marketing_conversion, marketing_credit")
    const now = await world.clock.now()
    const rebuilt = await world.database.transaction(async (tx) => {
      await tx.run("update marketing_order set captured = 70 where oid = 1")
      const rebuilding = world.marketing.rebuildAttribution()
      await expect
        .poll(() =>
          world.database.rows(
            "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
          ),
        )
        .toHaveLength(1)
      await world.marketing.attributeOrders(tx, [1], now)
      return { rebuilding }
    })
    await rebuilt.rebuilding
    expect(await stored()).toEqual({
      conversions: [{ plan_no: 1, oid: 1, touch_id: 1, net: 70 }],
      credits: [{ oid: 1, touch_id: 1, amount: 70 }],
    })
  })

  it("a message and an order that are written in the same moment find each other at the next look", async () => {
    await clear()
    world.clock.set(at(30))
    const order = { oid: 1, pid: pids[0]!, placed_at: at(20), captured: 100, refunded: 0, cancelled: false }
    const touch = { pid: pids[0]!, plan_no: 1, run_no: 1, kind: "delivered" as const, at: at(10) }
    await world.database.transaction(async (tx) => {
      const given = { ...touch, key: "k", node: "n", enrollment_id: null, at: new Date(touch.at) }
      await world.marketing.recordTouches(tx, [given])
      // On another connection: neither sees what the other has not committed.
      await placeOrders([order])
      await attribute([1])
    })
    const counted = () => world.database.rows("select oid, plan_no from marketing_conversion")
    expect(await counted()).toEqual([])
    await world.marketing.reviewAttribution()
    await world.marketing.reviewAttribution()
    expect(await counted()).toEqual([{ oid: 1, plan_no: 1 }])
  })
})
