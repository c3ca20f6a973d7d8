import { createRequire } from "node:module"
import { Modules } from "@medusajs/framework/utils"
import type { Express } from "express"
import { connectDatabase } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { openForBusiness } from "../support/open-for-business"
import {
  checkout,
  complete,
  fillCart,
  office,
  openPayment,
  registerShopper,
  type Shop,
  type Shopper,
  visit,
} from "../support/shop"
import type { Store } from "../support/store"

describe("a shopper's points", () => {
  let store: Store
  let app: Express
  let shop: Shop
  let staff: { token: string }
  let marketing: MarketingService
  let ada: Shopper
  beforeAll(async () => {
    ;({ store, app, shop, staff, marketing } = await openForBusiness())
  })
  beforeEach(async () => {
    ada = await registerShopper(app, shop)
  })

  const give = (shopper: Shopper, amount: number, given: object = {}) =>
    office(app, staff).post("/admin/marketing/points/adjust", {
      customer_id: shopper.customer_id,
      amount,
      reason: "welcome",
      ...given,
    })
  const redeem = (cart: string, points: unknown, who?: Shopper) =>
    visit(app, shop, who).post(`/store/marketing/carts/${cart}/points`, { points })
  const cartOf = async (id: string, who?: Shopper) =>
    (await visit(app, shop, who).get(`/store/carts/${id}`).expect(200)).body.cart
  const purse = async (who: Shopper) =>
    (await visit(app, shop, who).get("/store/marketing/me/points").expect(200)).body.points
  const settle = (order_id: string) => marketing.verbs.syncOrders([order_id])

  it("she pays a part with points: set aside on the cart, spent with the order (B3, B9)", async () => {
    await give(ada, 2000, { expires_in_days: 30 }).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    const taken = await redeem(cart, 1050, ada).expect(200)
    expect(taken.body).toMatchObject({
      redeemed: { points: 1050, amount: 1050 },
      points: { balance: 2000, held: 1050, available: 950 },
    })
    expect(await cartOf(cart, ada)).toMatchObject({ total: 61, credit_line_total: 10.5 })
    const done = await checkout(app, shop, cart, ada)
    expect(done.body.type).toBe("order")
    await settle(done.body.order.id)
    await settle(done.body.order.id)
    expect(await purse(ada)).toMatchObject({ balance: 950, held: 0, available: 950 })
    const entries = await visit(app, shop, ada).get("/store/marketing/me/points/entries").expect(200)
    expect(entries.body).toMatchObject({
      count: 2,
      entries: [
        { kind: "redeem", points: -1050, order_id: done.body.order.id },
        { kind: "adjust", points: 2000 },
      ],
    })
    expect(entries.body.entries[1]).not.toHaveProperty("actor")
  })

  it("50,000 points on a cart of 71.50 are clamped to what it costs, and it completes without money", async () => {
    await give(ada, 50_000).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    const taken = await redeem(cart, 50_000, ada).expect(200)
    expect(taken.body.redeemed).toEqual({ points: 7150, amount: 7150 })
    expect((await cartOf(cart, ada)).total).toBe(0)
    const done = await complete(app, shop, cart, ada)
    expect(done.body.type).toBe("order")
    await settle(done.body.order.id)
    expect(await purse(ada)).toMatchObject({ balance: 42_850 })
  })

  it("more than there is, nothing, halves and words are refused with a clear sentence", async () => {
    await give(ada, 100).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    const refused = await redeem(cart, 500, ada).expect(400)
    expect(refused.body.problems[0]).toMatchObject({
      code: "points/not-enough",
      message: "500 points were asked for, but only 100 are available.",
    })
    for (const points of [0, -5, 1.5, "ten", null, 1e300]) await redeem(cart, points, ada).expect(400)
    expect((await cartOf(cart, ada)).total).toBe(71.5)
    expect(await purse(ada)).toMatchObject({ held: 0 })
  })

  it("nobody spends another's points or touches another's cart (S8)", async () => {
    await give(ada, 500).expect(200)
    const eve = await registerShopper(app, shop, "Eve")
    const hers = await fillCart(app, shop, { shopper: ada })
    await redeem(hers, 100, eve).expect(404)
    await redeem(hers, 100).expect(401)
    await redeem("cart_none", 100, ada).expect(404)
    expect(await purse(eve)).toMatchObject({ balance: 0 })
    await visit(app, shop).get("/store/marketing/me/points").expect(401)
  })

  it("changed and taken off again: one credit line at most, and the points come back", async () => {
    await give(ada, 2000).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    await redeem(cart, 500, ada).expect(200)
    await redeem(cart, 700, ada).expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ total: 64.5 })
    await visit(app, shop, ada).delete(`/store/marketing/carts/${cart}/points`).expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ total: 71.5 })
    expect(await purse(ada)).toMatchObject({ held: 0, available: 2000 })
  })

  it("put on twice at the same moment, the cart still has what the purse set aside", async () => {
    await give(ada, 5000).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    const answers = await Promise.all([
      redeem(cart, 500, ada),
      redeem(cart, 800, ada),
      redeem(cart, 300, ada),
    ])
    expect(answers.some((answer) => answer.status === 200)).toBe(true)
    for (const answer of answers) expect([200, 409]).toContain(answer.status)
    const { held } = await purse(ada)
    expect((await cartOf(cart, ada)).total).toBeCloseTo(71.5 - held / 100, 5)
    await openPayment(app, shop, cart, ada)
    const done = await Promise.all([complete(app, shop, cart, ada), complete(app, shop, cart, ada)])
    const orders = new Set(done.flatMap((answer) => answer.body.order?.id ?? []))
    expect(orders.size).toBe(1)
    for (const id of orders) await settle(id)
    expect(await purse(ada)).toMatchObject({ balance: 5000 - held, held: 0 })
  })

  it("a cart that gets cheaper never falls below zero: the points on it shrink", async () => {
    await give(ada, 20_000).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada, quantity: 2 })
    await redeem(cart, 13_000, ada).expect(200)
    const { items } = await cartOf(cart, ada)
    await visit(app, shop, ada)
      .post(`/store/carts/${cart}/line-items/${items[0].id}`, { quantity: 1 })
      .expect(200)
    expect((await cartOf(cart, ada)).total).toBe(0)
    expect(await purse(ada)).toMatchObject({ held: 7150 })
    expect((await complete(app, shop, cart, ada)).body.type).toBe("order")
  })

  it.each([
    ["", 0],
    [", also where it is written late", 700],
  ])(
    "a code typed after the points covered it all: they shrink, and the payment follows%s",
    async (_, ms) => {
      await give(ada, 20_000).expect(200)
      await office(app, staff)
        .post("/admin/promotions", {
          code: `TEN-${ada.customer_id.slice(-8)}`,
          type: "standard",
          status: "active",
          is_automatic: false,
          application_method: { type: "percentage", target_type: "order", allocation: "across", value: 10 },
        })
        .expect(200)
      const cart = await fillCart(app, shop, { shopper: ada })
      await openPayment(app, shop, cart, ada)
      await redeem(cart, 20_000, ada).expect(200)
      const payment = store.container.resolve(Modules.PAYMENT)
      const write = payment.updatePaymentCollections.bind(payment)
      const late = vi.spyOn(payment, "updatePaymentCollections").mockImplementationOnce((async (
        ...given: Parameters<typeof write>
      ) => {
        await new Promise((resolve) => setTimeout(resolve, ms))
        return write(...given)
      }) as never)
      await visit(app, shop, ada)
        .post(`/store/carts/${cart}/promotions`, { promo_codes: [`TEN-${ada.customer_id.slice(-8)}`] })
        .expect(200)
      await vi.waitFor(async () => {
        const { body } = await visit(app, shop, ada)
          .get(`/store/carts/${cart}?fields=total,credit_line_total,payment_collection.amount`)
          .expect(200)
        expect(body.cart).toMatchObject({
          total: 0,
          credit_line_total: 64.9,
          payment_collection: { amount: 0 },
        })
      }, 10_000)
      expect(late).toHaveBeenCalled()
      late.mockRestore()
      expect(await purse(ada)).toMatchObject({ held: 6490 })
      expect((await complete(app, shop, cart, ada)).body.type).toBe("order")
    },
  )

  /** A lamp of 66.00, less so many percent, and delivery of 5.50. */
  async function fillWithFractions(percent: number, quantity = 1): Promise<string> {
    const code = `F${percent * 100}-${ada.customer_id.slice(-8)}`
    await office(app, staff)
      .post("/admin/promotions", {
        code,
        type: "standard",
        status: "active",
        is_automatic: false,
        application_method: {
          type: "percentage",
          target_type: "order",
          allocation: "across",
          value: percent,
        },
      })
      .expect(200)
    const cart = await fillCart(app, shop, { shopper: ada, quantity })
    await visit(app, shop, ada)
      .post(`/store/carts/${cart}/promotions`, { promo_codes: [code] })
      .expect(200)
    return cart
  }
  const setQuantity = async (cart: string, quantity: number) => {
    const { items } = await cartOf(cart, ada)
    await visit(app, shop, ada)
      .post(`/store/carts/${cart}/line-items/${items[0].id}`, { quantity })
      .expect(200)
  }

  it.each([
    [73.2, 23.188],
    [73.19, 23.1946],
  ])(
    "points that cover a cart to the cent leave no fraction of one: nothing is to be paid, all of them come back (B3, B8; %s per cent off)",
    async (percent, costs) => {
      await give(ada, 5000).expect(200)
      const cart = await fillWithFractions(percent)
      expect((await cartOf(cart, ada)).total).toBeCloseTo(costs, 8)
      await openPayment(app, shop, cart, ada)
      const taken = await redeem(cart, 5000, ada).expect(200)
      expect(taken.body).toMatchObject({
        redeemed: { points: 2319, amount: 2319 },
        points: { held: 2319 },
      })
      const { body } = await visit(app, shop, ada)
        .get(
          `/store/carts/${cart}?fields=total,payment_collection.amount,*payment_collection.payment_sessions`,
        )
        .expect(200)
      expect(body.cart).toMatchObject({ total: 0, payment_collection: { amount: 0, payment_sessions: [] } })
      const { order } = (await complete(app, shop, cart, ada)).body
      expect(order).toMatchObject({ total: 0 })
      await settle(order.id)
      expect(await purse(ada)).toMatchObject({ balance: 5000 - 2319, held: 0 })
      await office(app, staff).post(`/admin/orders/${order.id}/cancel`).expect(200)
      await settle(order.id)
      expect(await purse(ada)).toMatchObject({ balance: 5000, held: 0 })
    },
  )

  it("half a cent counts as one: what is answered is what is held and what is paid (B9)", async () => {
    await give(ada, 5000).expect(200)
    // 66.00 less 93.75 % is 4.125.
    const cart = await fillWithFractions(93.75)
    const taken = await redeem(cart, 5000, ada).expect(200)
    expect(taken.body).toMatchObject({ redeemed: { points: 963, amount: 963 }, points: { held: 963 } })
    expect((await cartOf(cart, ada)).total).toBe(0)
    expect(await marketing.verbs.readHold(cart)).toMatchObject({ points: 963, amount: 963 })
  })

  it("a cart of fractions that gets cheaper costs nothing still; one that gets dearer owes whole points (B3)", async () => {
    await give(ada, 5000).expect(200)
    const cart = await fillWithFractions(73.19, 2)
    await redeem(cart, 5000, ada).expect(200)
    expect(await purse(ada)).toMatchObject({ held: 4089 })
    await setQuantity(cart, 1)
    expect((await cartOf(cart, ada)).total).toBe(0)
    expect(await purse(ada)).toMatchObject({ held: 2319 })
    await setQuantity(cart, 2)
    const dearer = await cartOf(cart, ada)
    expect(dearer.credit_line_total).toBe(23.19)
    expect(dearer.total).toBeCloseTo(40.8892 - 23.19, 8)
    expect(await purse(ada)).toMatchObject({ held: 2319 })
    expect((await checkout(app, shop, cart, ada)).body.type).toBe("order")
  })

  it("in a cart that moves to a currency where points are worth nothing, they leave it; elsewhere they are counted anew", async () => {
    const flows = createRequire(import.meta.url)("@medusajs/medusa/core-flows")
    const region = async (currency_code: string, country: string): Promise<string> => {
      const { result } = await flows.createRegionsWorkflow(store.container).run({
        input: {
          regions: [
            {
              name: currency_code,
              currency_code,
              countries: [country],
              payment_providers: ["pp_system_default"],
            },
          ],
        },
      })
      return result[0].id
    }
    const [japan, america] = [await region("jpy", "jp"), await region("usd", "us")]
    await flows.updateProductVariantsWorkflow(store.container).run({
      input: {
        product_variants: [
          {
            id: shop.variant_id,
            prices: [
              { currency_code: "eur", amount: 66 },
              { currency_code: "jpy", amount: 1000 },
              { currency_code: "usd", amount: 5 },
            ],
          },
        ],
      },
    })
    await give(ada, 900).expect(200)
    const shopper = visit(app, shop, ada)
    const cart = (await shopper.post("/store/carts", { region_id: shop.region_id }).expect(200)).body.cart.id
    await shopper
      .post(`/store/carts/${cart}/line-items`, { variant_id: shop.variant_id, quantity: 1 })
      .expect(200)
    await redeem(cart, 900, ada).expect(200)
    await shopper.post(`/store/carts/${cart}`, { region_id: america }).expect(200)
    // Five dollars are all it costs there.
    expect(await cartOf(cart, ada)).toMatchObject({ currency_code: "usd", total: 0, credit_line_total: 5 })
    expect(await marketing.verbs.readHold(cart)).toMatchObject({ currency: "usd", points: 500, amount: 500 })
    await shopper.post(`/store/carts/${cart}`, { region_id: japan }).expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ currency_code: "jpy", total: 1000, credit_line_total: 0 })
    expect(await purse(ada)).toMatchObject({ held: 0, available: 900 })
    await redeem(cart, 100, ada).expect(400)
  })

  it("a cart below zero is refused at the end", async () => {
    const cart = await fillCart(app, shop, { shopper: ada })
    await openPayment(app, shop, cart, ada)
    const { createCartCreditLinesWorkflow } = createRequire(import.meta.url)("@medusajs/medusa/core-flows")
    await createCartCreditLinesWorkflow(store.container).run({
      input: [{ cart_id: cart, amount: 500, reference: "somebody", reference_id: "x", metadata: {} }],
    })
    const refused = await complete(app, shop, cart, ada)
    expect(refused.status).toBe(400)
    expect(refused.body.code).toBe("points_exceed_total")
  })

  it("a credit line that no points stand behind is refused (S4)", async () => {
    const cart = await fillCart(app, shop, { shopper: ada })
    const { createCartCreditLinesWorkflow } = createRequire(import.meta.url)("@medusajs/medusa/core-flows")
    await createCartCreditLinesWorkflow(store.container).run({
      input: [
        { cart_id: cart, amount: 5, reference: "marketing_points", reference_id: "999999", metadata: {} },
      ],
    })
    const refused = await checkout(app, shop, cart, ada)
    expect(refused.status).toBe(400)
    expect(refused.body.code).toBe("points_gone")
  })

  it("an abandoned cart's points come free; back at the cart they are taken again, or refused when spent (F24)", async () => {
    await give(ada, 1000).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    await redeem(cart, 1000, ada).expect(200)
    const hold = (await marketing.verbs.readHold(cart))!
    await marketing.verbs.voidHold(hold.id)
    expect(await purse(ada)).toMatchObject({ available: 1000 })
    // Elsewhere she spends them: the first cart must not.
    const second = await fillCart(app, shop, { shopper: ada })
    await redeem(second, 600, ada).expect(200)
    const refused = await checkout(app, shop, cart, ada)
    expect(refused.body.code).toBe("points_gone")
    await visit(app, shop, ada).delete(`/store/marketing/carts/${second}/points`).expect(200)
    const done = await checkout(app, shop, cart, ada)
    expect(done.body.type).toBe("order")
    await settle(done.body.order.id)
    expect(await purse(ada)).toMatchObject({ balance: 0 })
  })

  it("points of a cart that is just becoming an order cannot be taken off it and spent on another (G6, F24)", async () => {
    await give(ada, 1000).expect(200)
    const [first, second] = [
      await fillCart(app, shop, { shopper: ada }),
      await fillCart(app, shop, { shopper: ada }),
    ]
    await redeem(first, 1000, ada).expect(200)
    await openPayment(app, shop, first, ada)
    const database = connectDatabase(store.databaseUrl, { size: 2 })
    const done = await database.transaction(async (tx) => {
      // The order cannot be written before this transaction is over.
      await tx.run('lock table "order" in share mode')
      const completing = complete(app, shop, first, ada).then((answer) => answer)
      await vi.waitFor(async () => {
        expect((await marketing.verbs.readHold(first))!.state).toBe("reserved")
      }, 10_000)
      const refused = await visit(app, shop, ada).delete(`/store/marketing/carts/${first}/points`).expect(409)
      expect(refused.body.problems[0].code).toBe("points/being-completed")
      await redeem(first, 500, ada).expect(409)
      await redeem(second, 1000, ada).expect(400)
      return { completing }
    })
    await database.close()
    const { order } = (await done.completing).body
    expect(order.credit_line_total).toBe(10)
    await settle(order.id)
    expect(await purse(ada)).toMatchObject({ balance: 0, held: 0 })
  })

  it("a refund gives its share of the points back, cancelling the rest (B8, F21)", async () => {
    await give(ada, 1050).expect(200)
    const cart = await fillCart(app, shop, { shopper: ada })
    await redeem(cart, 1050, ada).expect(200)
    const { order } = (await checkout(app, shop, cart, ada)).body
    const desk = office(app, staff)
    const paid = await desk.get(`/admin/orders/${order.id}?fields=*payment_collections.payments`).expect(200)
    const payment = paid.body.order.payment_collections[0].payments[0].id
    await desk.post(`/admin/payments/${payment}/capture`).expect(200)
    await settle(order.id)
    expect(await purse(ada)).toMatchObject({ balance: 0 })
    await desk.post(`/admin/payments/${payment}/refund`, { amount: 20 }).expect(200)
    await settle(order.id)
    await settle(order.id)
    // 20 of 61 EUR: 1050 * 20 / 61, rounded down.
    expect(await purse(ada)).toMatchObject({ balance: 344 })
    await desk.post(`/admin/orders/${order.id}/cancel`).expect(200)
    await settle(order.id)
    expect(await purse(ada)).toMatchObject({ balance: 1050 })
  })

  it("the customer page shows points, coupons, tags and everything that happened (B10)", async () => {
    await give(ada, 300, { reason: "birthday" }).expect(200)
    const desk = office(app, staff)
    const page = await desk.get(`/admin/marketing/customers/${ada.customer_id}`).expect(200)
    expect(page.body.customer).toMatchObject({
      customer_id: ada.customer_id,
      email: ada.email,
      tags: [],
      points: { balance: 300 },
      coupon_count: 0,
    })
    const timeline = await desk.get(`/admin/marketing/customers/${ada.customer_id}/timeline`).expect(200)
    expect(timeline.body.timeline[0]).toMatchObject({
      kind: "points",
      what: "adjust",
      detail: { points: 300, reason: "birthday" },
    })
    const grants = await desk.get(`/admin/marketing/customers/${ada.customer_id}/grants`).expect(200)
    expect(grants.body.count).toBe(1)
    await desk.get("/admin/marketing/customers/cus_none").expect(404)
    const liability = await desk.get("/admin/marketing/liability").expect(200)
    expect(liability.body.liability.points.length).toBeGreaterThan(0)
    const entries = await desk
      .get(`/admin/marketing/points/entries?customer_id=${ada.customer_id}&kind=adjust`)
      .expect(200)
    expect(entries.body).toMatchObject({ count: 1, entries: [{ note: "birthday" }] })
    await give(ada, -301).expect(400)
    await give(ada, 5, { reason: "" }).expect(400)
  })
})
