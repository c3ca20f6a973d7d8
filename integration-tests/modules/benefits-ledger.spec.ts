import fc from "fast-check"
import { Refused } from "../../src/core/problem"
import type { OrderFact } from "../../src/modules/marketing/commerce/order-fact"
import { ledgerFaults, pointsRow } from "../support/benefits"
import { addPeople, createWorld, type World } from "../support/world"

const eur = { point_value: { eur: 1 } }

describe("the points ledger", () => {
  let world: World
  let customers: { pid: number; customer_id: string }[]
  beforeEach(async () => {
    world = await createWorld({ options: eur })
    await addPeople(world.database, [{}, {}, {}])
    customers = await world.database.rows("select pid, customer_id from marketing_profile order by pid")
  })
  afterEach(() => world.end())

  const give = (amount: number, expires_in_days?: number, who = customers[0]!) =>
    world.database.transaction(async (tx) =>
      world.marketing.writePoints(
        tx,
        [pointsRow(who.pid, amount, { expires_in_days })],
        await world.clock.now(),
      ),
    )
  const points = (who = customers[0]!) => world.marketing.readPoints({ pid: who.pid })
  const hold = (cart_id: string, asked: number, payable = 1_000_000, who = customers[0]!) =>
    world.marketing.holdPoints({
      customer_id: who.customer_id,
      cart_id,
      points: asked,
      payable,
      currency: "eur",
    })
  const order = (cart_id: string, hold_id: number, given: Partial<OrderFact> = {}): OrderFact => ({
    order_id: `order_${cart_id}`,
    oid: 1,
    cart_id,
    customer_id: customers[0]!.customer_id,
    pid: customers[0]!.pid,
    sales_channel_id: null,
    currency: "eur",
    placed_at: new Date("2026-03-02T09:00:00Z"),
    paid_at: null,
    cancelled_at: null,
    total: 6000,
    returned: 0,
    credited: 0,
    discount: 0,
    shipping: 0,
    captured: 6000,
    lines: [],
    credit_lines: [
      { id: "c1", reference: "marketing_points", reference_id: String(hold_id), amount: 10, metadata: null },
    ],
    adjustments: [],
    refunds: [],
    ...given,
    refunded: (given.refunds ?? []).reduce((sum, refund) => sum + refund.amount, 0),
  })
  const settle = (...orders: OrderFact[]) =>
    world.database.transaction(async (tx) =>
      world.marketing.settleOrders(tx, orders, await world.clock.now()),
    )

  it("redeeming spends the points that expire first", async () => {
    await give(100, 30)
    await give(100, 5)
    await give(100)
    const { hold_id } = await hold("cart_1", 150)
    await settle(order("cart_1", hold_id))
    const lots = await world.database.rows(
      "select remaining from marketing_lot order by expires_at nulls last",
    )
    expect(lots).toEqual([{ remaining: 0 }, { remaining: 50 }, { remaining: 100 }])
    expect(await points()).toMatchObject({ balance: 150, held: 0, available: 150 })
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("asks for no more than the cart costs and no more than there is", async () => {
    await give(500)
    expect(await hold("cart_1", 400, 71)).toMatchObject({ points: 71, amount: 71 })
    await expect(hold("cart_2", 430, 9999)).rejects.toThrow(
      "430 points were asked for, but only 429 are available",
    )
    await expect(hold("cart_2", 10, 0)).rejects.toThrow("nothing in this cart")
    expect(await points()).toMatchObject({ balance: 500, held: 71, available: 429 })
  })

  it("changing one's mind on the same cart replaces what it held", async () => {
    await give(500)
    await hold("cart_1", 400)
    await hold("cart_1", 450)
    expect(await points()).toMatchObject({ held: 450, available: 50 })
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("forty carts that want the same points at once: exactly as many get them as there are (F22)", async () => {
    await give(1000)
    const tries = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => hold(`cart_${i}`, 100)))
    expect(tries.filter((t) => t.status === "fulfilled")).toHaveLength(10)
    for (const t of tries) if (t.status === "rejected") expect(t.reason).toBeInstanceOf(Refused)
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("points of an abandoned cart come free when its time is over (F24)", async () => {
    await give(500)
    await hold("cart_1", 500)
    world.clock.pass({ minutes: 119 })
    await world.marketing.releaseHolds()
    expect(await points()).toMatchObject({ available: 0 })
    world.clock.pass({ minutes: 2 })
    await world.marketing.releaseHolds()
    expect(await points()).toMatchObject({ balance: 500, held: 0, available: 500 })
  })

  it("expired points are gone at once for the person, and once in the ledger (F23)", async () => {
    await give(100, 1)
    await give(50, 10)
    world.clock.pass({ days: 3 })
    expect(await points()).toMatchObject({ balance: 50, available: 50 })
    await expect(hold("cart_1", 60)).rejects.toThrow("only 50 are available")
    await Promise.all([world.marketing.expirePoints(), world.marketing.expirePoints()])
    await world.marketing.expirePoints()
    const { entries } = await world.marketing.listPointEntries({
      customer_id: customers[0]!.customer_id,
      offset: 0,
      limit: 10,
    })
    expect(entries.map((e) => [e.kind, e.points])).toEqual([
      ["expire", -100],
      ["grant", 50],
      ["grant", 100],
    ])
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("points set aside for a cart do not expire under the shopper's hands", async () => {
    await give(100, 1)
    world.clock.set("2026-03-03T23:30:00Z")
    const { hold_id } = await hold("cart_1", 60)
    world.clock.pass({ hours: 1 })
    await world.marketing.expirePoints()
    expect(await points()).toMatchObject({ balance: 60, held: 60 })
    await settle(order("cart_1", hold_id))
    expect(await points()).toMatchObject({ balance: 0, held: 0 })
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("an order seen again and again spends its points once; cancelled, it gives them back once (F21)", async () => {
    await give(500, 60)
    const { hold_id } = await hold("cart_1", 300)
    const placed = order("cart_1", hold_id)
    await Promise.all([settle(placed), settle(placed)])
    await settle(placed)
    expect(await points()).toMatchObject({ balance: 200, held: 0 })
    const third = order("cart_1", hold_id, {
      refunds: [{ refund_id: "ref_1", amount: 2000, at: new Date() }],
    })
    await Promise.all([settle(third), settle(third)])
    expect(await points()).toMatchObject({ balance: 300 })
    const cancelled = { ...third, cancelled_at: new Date("2026-03-03T00:00:00Z") }
    await settle(cancelled)
    await settle(cancelled)
    expect(await points()).toMatchObject({ balance: 500 })
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("points come back with the life they had, lot by lot: one without end does not free the others (F21, F23)", async () => {
    await give(1234, 31)
    await give(1)
    const lots = () =>
      world.database.rows(
        "select remaining as points, expires_at from marketing_lot where remaining > 0 order by expires_at nulls last",
      )
    const before = await lots()
    const { hold_id } = await hold("cart_1", 1235)
    await settle(order("cart_1", hold_id))
    // A third of the money: the point without end, and 410 of the others.
    const third = order("cart_1", hold_id, {
      refunds: [{ refund_id: "ref_1", amount: 2000, at: new Date() }],
    })
    await settle(third)
    expect(await lots()).toEqual([
      { ...before[0], points: 410 },
      { ...before[1], points: 1 },
    ])
    const cancelled = { ...third, cancelled_at: new Date("2026-03-03T00:00:00Z") }
    await Promise.all([settle(cancelled), settle(cancelled)])
    expect(
      await world.database.rows(
        "select sum(remaining)::bigint as points, expires_at from marketing_lot where remaining > 0 group by expires_at order by expires_at nulls last",
      ),
    ).toEqual(before)
    const { entries } = await world.marketing.listPointEntries({
      customer_id: customers[0]!.customer_id,
      kind: "reverse",
      offset: 0,
      limit: 10,
    })
    expect(entries.map((e) => [e.points, e.expires_at])).toEqual([
      [824, before[0]!.expires_at],
      [410, before[0]!.expires_at],
      [1, null],
    ])
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("an order that vanished from the store, credits and all, gives its points back", async () => {
    await give(500)
    const { hold_id } = await hold("cart_1", 300)
    await settle(order("cart_1", hold_id))
    const vanished = order("cart_1", hold_id, {
      cart_id: null,
      credit_lines: [],
      cancelled_at: new Date(),
      total: 0,
    })
    await settle(vanished)
    await settle(vanished)
    expect(await points()).toMatchObject({ balance: 500, held: 0 })
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("an order cancelled before it was ever seen sets the held points free", async () => {
    await give(500)
    const { hold_id } = await hold("cart_1", 300)
    await settle(order("cart_1", hold_id, { cancelled_at: new Date() }))
    expect(await points()).toMatchObject({ balance: 500, held: 0 })
  })

  it("a credit line that names somebody else's hold spends nothing (S8)", async () => {
    await give(500)
    const { hold_id } = await hold("cart_1", 300)
    await settle(order("cart_2", hold_id))
    expect(await points()).toMatchObject({ balance: 500, held: 300 })
  })

  it("staff give and take with a reason, never more than there is, a form sent twice once (B10)", async () => {
    const by = { customer_id: customers[0]!.customer_id, reason: "late parcel", actor: "user_1" }
    await world.marketing.adjustPoints({ ...by, amount: 80, key: "a" })
    await world.marketing.adjustPoints({ ...by, amount: 80, key: "a" })
    await world.marketing.adjustPoints({ ...by, amount: -30, key: "b" })
    await expect(world.marketing.adjustPoints({ ...by, amount: -51, key: "c" })).rejects.toThrow(
      "only 50 are available",
    )
    await expect(
      world.marketing.adjustPoints({ ...by, customer_id: "cus_none", amount: 1, key: "d" }),
    ).rejects.toThrow("There is no customer cus_none")
    expect(await points()).toMatchObject({ balance: 50 })
    expect(await ledgerFaults(world)).toEqual([])
  })

  it("whatever happens in whatever order, also at the same time, no point appears or vanishes (G6)", async () => {
    const who = fc.nat(2)
    const act = fc.oneof(
      fc.record({
        do: fc.constant("give" as const),
        who,
        n: fc.integer({ min: 1, max: 500 }),
        days: fc.option(fc.integer({ min: 1, max: 20 })),
      }),
      fc.record({ do: fc.constant("adjust" as const), who, n: fc.integer({ min: -400, max: 400 }) }),
      fc.record({
        do: fc.constant("hold" as const),
        who,
        n: fc.integer({ min: 1, max: 300 }),
        cart: fc.nat(5),
      }),
      fc.record({
        do: fc.constant("settle" as const),
        who,
        cart: fc.nat(5),
        refund: fc.nat(6000),
        cancel: fc.boolean(),
      }),
      fc.record({ do: fc.constant("release" as const) }),
      fc.record({ do: fc.constant("expire" as const) }),
      fc.record({ do: fc.constant("pass" as const), hours: fc.nat(100) }),
    )
    let runs = 0
    const perform = async (step: typeof act extends fc.Arbitrary<infer T> ? T : never, n: number) => {
      const person = "who" in step ? customers[step.who]! : customers[0]!
      const cart = "cart" in step ? `cart_${runs}_${step.who}_${step.cart}` : ""
      if (step.do === "give") await give(step.n, step.days ?? undefined, person)
      if (step.do === "adjust")
        await world.marketing.adjustPoints({
          customer_id: person.customer_id,
          amount: step.n,
          reason: "x",
          actor: "u",
          key: `${runs}:${n}`,
        })
      if (step.do === "hold") await hold(cart, step.n, 1_000_000, person)
      if (step.do === "release") await world.marketing.releaseHolds()
      if (step.do === "expire") await world.marketing.expirePoints()
      if (step.do === "pass") world.clock.pass({ hours: step.hours })
      if (step.do === "settle") {
        const last = await world.database.one<{ id: number }>(
          "select id from marketing_hold where cart_id = $1 order by id desc limit 1",
          [cart],
        )
        if (!last) return
        const refunds = step.refund ? [{ refund_id: `r_${cart}`, amount: step.refund, at: new Date() }] : []
        await settle(order(cart, last.id, { refunds, cancelled_at: step.cancel ? new Date() : null }))
      }
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 25 }),
        async (rounds) => {
          runs += 1
          for (const [index, round] of rounds.entries()) {
            const done = await Promise.allSettled(round.map((step, n) => perform(step, index * 10 + n)))
            for (const d of done) if (d.status === "rejected") expect(d.reason).toBeInstanceOf(Refused)
          }
          expect(await ledgerFaults(world)).toEqual([])
          for (const person of customers) {
            const kept = await points(person)
            expect(kept.available).toBeGreaterThanOrEqual(0)
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})
