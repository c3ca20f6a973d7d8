import type { OrderFact } from "../../src/modules/marketing/commerce/order-fact"
import { coreShop } from "../support/core-rows"
import { watchedSync } from "../support/facts-world"
import { createWorld, type World } from "../support/world"

type Order = {
  total: number
  returned: number
  captured: number
  refunded: number
  net: number
  discount: number
  purchase: boolean
  quantity: number
  paid_at: Date | null
}

describe("an order of the store in the read model", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  beforeAll(async () => {
    world = await createWorld()
    shop = coreShop(world.database)
  })
  afterAll(() => world.end())

  const sync = (...ids: string[]) => watchedSync(world).sync(ids)
  const orderOf = async (id: string) =>
    (await world.database.one<Order>("select * from marketing_order where order_id = $1", [id]))!
  const linesOf = (id: string) =>
    world.database.rows<{ amount: number; net: number; quantity: number; purchase: boolean }>(
      "select l.* from marketing_order_line l join marketing_order o using (oid) where o.order_id = $1 order by line",
      [id],
    )

  async function adaBuys() {
    const customer_id = await shop.customer({ first_name: "Ada" })
    const lamp = await shop.product("Lamp")
    const rug = await shop.product("Rug")
    const order = await shop.order({
      customer_id,
      at: "2026-02-01T23:30:00Z",
      shipping: "5.50",
      lines: [
        { product_id: lamp, price: "66", quantity: 1, tax: "10", discount: { amount: "6", code: "SIX" } },
        { product_id: rug, price: "11", quantity: 3, tax: "10", tax_inclusive: true },
      ],
    })
    return { customer_id, lamp, rug, order }
  }

  it("is placed but no purchase until money arrives, then brings exactly what was captured", async () => {
    const { order } = await adaBuys()
    await sync(order.order_id)
    // (66 - 6) * 1.1 + 33 + 5.50
    expect(await orderOf(order.order_id)).toMatchObject({
      total: 10450,
      discount: 660,
      captured: 0,
      purchase: false,
      quantity: 4,
      paid_at: null,
    })
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({
      captured: 10450,
      net: 10450,
      purchase: true,
      paid_at: new Date("2026-02-03T10:00:00Z"),
    })
    expect(await linesOf(order.order_id)).toMatchObject([
      { amount: 6600, net: 6600 },
      { amount: 3300, net: 3300 },
    ])
  })

  it("keeps its total through a refund, shares the rest over its lines to the cent, and counts versions once", async () => {
    const { order } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await shop.refund(order, "10.00", "2026-02-05T10:00:00Z")
    await shop.refund(order, "0.01", "2026-02-06T10:00:00Z")
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({
      total: 10450,
      refunded: 1001,
      net: 9449,
      quantity: 4,
    })
    const lines = await linesOf(order.order_id)
    // 9449 over 6600 : 3300 : 550
    expect(lines.map((line) => line.net)).toEqual([5968, 2984])
    const events = await world.database.rows<{ name: string; amount: number }>(
      "select e.name, e.amount from marketing_event e join marketing_order o using (oid) where o.order_id = $1 order by e.at",
      [order.order_id],
    )
    expect(events).toEqual([
      { name: "order_placed", amount: 10450 },
      { name: "order_paid", amount: 10450 },
      { name: "refund", amount: 1000 },
      { name: "refund", amount: 1 },
    ])
  })

  it("of fractions of a cent, what came in and what went back are the store's sums rounded once, and refunds add up to it", async () => {
    const { order } = await adaBuys()
    await shop.capture(order, "20.004", "2026-02-03T10:00:00Z")
    await shop.capture(order, "13.174799", "2026-02-03T11:00:00Z")
    for (const day of [5, 6, 7]) await shop.refund(order, "11.055933", `2026-02-0${day}T10:00:00Z`)
    await sync(order.order_id)
    // 33.178799 and 33.167799.
    expect(await orderOf(order.order_id)).toMatchObject({ captured: 3318, refunded: 3317, net: 1 })
    const refunds = [{ amount: 1106 }, { amount: 1105 }, { amount: 1106 }]
    expect(
      await world.database.rows(
        "select r.amount from marketing_refund r join marketing_order o using (oid) where o.order_id = $1 order by r.at",
        [order.order_id],
      ),
    ).toEqual(refunds)
    expect(
      await world.database.rows(
        `select e.amount from marketing_event e join marketing_order o using (oid)
          where o.order_id = $1 and e.name = 'refund' order by e.at`,
        [order.order_id],
      ),
    ).toEqual(refunds)
  })

  it("F31: says the same after being told ten times", async () => {
    const { order, customer_id } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    const snapshot = () =>
      world.database.rows(
        `select o.*, (select jsonb_agg(l order by line) from marketing_order_line l where l.oid = o.oid) as lines,
                (select count(*) from marketing_event e where e.oid = o.oid) as events, to_jsonb(p) - 'updated_at' as person
           from marketing_order o join marketing_profile p using (pid) where o.order_id = $1`,
        [order.order_id],
      )
    await sync(order.order_id)
    const first = await snapshot()
    for (let n = 0; n < 10; n++) {
      world.clock.pass({ minutes: 1 })
      await sync(order.order_id, order.order_id)
      await world.marketing.syncCustomers([customer_id])
    }
    expect(await snapshot()).toEqual(first)
  })

  it("F21: cancelled, it is no purchase any more and leaves every sum", async () => {
    const { order, customer_id } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await sync(order.order_id)
    const person = () =>
      world.database.one(
        "select orders, purchases, last_purchase_at from marketing_profile where customer_id = $1",
        [customer_id],
      )
    expect(await person()).toMatchObject({ orders: 1, purchases: 1 })
    await shop.refund(order, "104.50", "2026-02-05T10:00:00Z")
    await shop.cancel(order, "2026-02-05T10:00:01Z")
    await sync(order.order_id)
    expect(await person()).toMatchObject({ orders: 1, purchases: 0, last_purchase_at: null })
    expect(await linesOf(order.order_id)).toMatchObject([{ purchase: false }, { purchase: false }])
  })

  it("paid wholly with points, it is a purchase from the moment of placing", async () => {
    const customer_id = await shop.customer()
    const lamp = await shop.product("Lamp")
    const order = await shop.order({
      customer_id,
      at: "2026-02-01T10:00:00Z",
      credit: { amount: "20", reference: "marketing_points", reference_id: "hold_1" },
      lines: [{ product_id: lamp, price: "10", quantity: 2 }],
    })
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({ total: 0, net: 0, purchase: true })
    const [fact] = await world.marketing.readOrders(world.database, [order.order_id])
    expect((fact as OrderFact).credit_lines).toMatchObject([
      { reference: "marketing_points", reference_id: "hold_1", amount: 2000 },
    ])
  })

  it("paid with points in part, it was no cheaper for that: its discount is a share of its whole price (A13)", async () => {
    const customer_id = await shop.customer()
    const lamp = await shop.product("Lamp")
    const order = await shop.order({
      customer_id,
      at: "2026-02-01T10:00:00Z",
      lines: [{ product_id: lamp, price: "100", quantity: 1, discount: { amount: "10", code: "TEN" } }],
      credit: { amount: "80", reference: "marketing_points", reference_id: "hold_2" },
    })
    await shop.capture(order, "10", "2026-02-01T10:05:00Z")
    await sync(order.order_id)
    const { total, discount } = await orderOf(order.order_id)
    expect({ total, discount }).toEqual({ total: 1000, discount: 1000 })
    const sums = await world.database.one(
      `select t.net, t.discount, t.total from marketing_customer_total t join marketing_profile p using (pid)
        where p.customer_id = $1`,
      [customer_id],
    )
    // 10 of 100 were taken off; of the other 90, 80 were paid with points.
    expect(sums).toEqual({ net: 1000, discount: 1000, total: 9000 })
  })

  it("unpaid and wholly returned, it is not taken for paid", async () => {
    const customer_id = await shop.customer()
    const lamp = await shop.product("Lamp")
    const order = await shop.order({
      customer_id,
      at: "2026-02-01T10:00:00Z",
      lines: [{ product_id: lamp, price: "10", quantity: 2 }],
    })
    await shop.receiveReturn(order, order.line_ids[0]!, 2, "2026-02-02T10:00:00Z")
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({
      total: 0,
      returned: 2000,
      purchase: false,
      quantity: 0,
    })
  })

  it("returned in part, it still says what was asked when it was placed (R2)", async () => {
    const { order } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await shop.receiveReturn(order, order.line_ids[1]!, 2, "2026-02-05T10:00:00Z")
    await shop.refund(order, "22.00", "2026-02-05T11:00:00Z")
    await sync(order.order_id)
    const { total, returned, captured } = await orderOf(order.order_id)
    expect({ total, returned, captured }).toEqual({ total: 8250, returned: 2200, captured: 10450 })
  })

  it("handed to another customer, it leaves the sums of the first", async () => {
    const { order, customer_id } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await sync(order.order_id)
    const other = await shop.customer()
    await world.database.run(`update "order" set customer_id = $2 where id = $1`, [order.order_id, other])
    await sync(order.order_id)
    const purchases = await world.database.rows(
      "select customer_id, purchases from marketing_profile where customer_id = any($1) order by customer_id",
      [[customer_id, other]],
    )
    expect(purchases).toEqual([
      { customer_id, purchases: 0 },
      { customer_id: other, purchases: 1 },
    ])
    const days = await world.database.rows(
      "select 1 from marketing_customer_day d join marketing_profile p using (pid) where p.customer_id = $1",
      [customer_id],
    )
    expect(days).toEqual([])
  })

  it("undone by the store after it was seen, it counts as cancelled with nothing paid", async () => {
    const { order } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await sync(order.order_id)
    await world.database.run(`delete from "order" where id = $1`, [order.order_id])
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({
      purchase: false,
      net: 0,
      total: 0,
      returned: 0,
    })
    expect(await linesOf(order.order_id)).toEqual([])
  })

  it("G8: a cancellation's second refund on one payment is seen although the core's ledger skips it", async () => {
    const { order } = await adaBuys()
    await shop.capture(order, "104.50", "2026-02-03T10:00:00Z")
    await shop.refund(order, "20.00", "2026-02-05T10:00:00Z")
    await shop.add("refund", [{ id: shop.next("ref"), amount: "84.50", payment_id: order.payment_id }])
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({ refunded: 10450, net: 0 })
  })

  it("brought over from another shop without payments, it is paid by its transactions", async () => {
    const { order } = await adaBuys()
    await world.database.run("delete from order_payment_collection where order_id = $1", [order.order_id])
    await shop.add("order_transaction", [
      {
        id: shop.next("ordtrx"),
        order_id: order.order_id,
        amount: "100",
        currency_code: "eur",
        reference: "old",
      },
      {
        id: shop.next("ordtrx"),
        order_id: order.order_id,
        amount: "-30",
        currency_code: "eur",
        reference: "old",
      },
    ])
    await sync(order.order_id)
    expect(await orderOf(order.order_id)).toMatchObject({ captured: 10000, refunded: 3000, purchase: true })
  })

  it("in yen and dinar counts in their own minor units", async () => {
    const customer_id = await shop.customer()
    const lamp = await shop.product("Lamp")
    const yen = await shop.order({
      customer_id,
      at: "2026-02-01T10:00:00Z",
      currency: "jpy",
      lines: [{ product_id: lamp, price: "1234.5", quantity: 1 }],
    })
    const dinar = await shop.order({
      customer_id,
      at: "2026-02-01T10:00:00Z",
      currency: "kwd",
      lines: [{ product_id: lamp, price: "1.5555", quantity: 1 }],
    })
    await sync(yen.order_id, dinar.order_id)
    expect(await orderOf(yen.order_id)).toMatchObject({ total: 1235 })
    expect(await orderOf(dinar.order_id)).toMatchObject({ total: 1556 })
  })

  it("of a customer that was deleted or never there still belongs to somebody", async () => {
    const { order } = await adaBuys()
    await world.database.run(`update "order" set customer_id = 'cus_gone' where id = $1`, [order.order_id])
    await sync(order.order_id)
    expect(
      await world.database.one(
        "select orders, deleted_at from marketing_profile where customer_id = 'cus_gone'",
      ),
    ).toEqual({ orders: 1, deleted_at: expect.any(Date) })
  })
})
