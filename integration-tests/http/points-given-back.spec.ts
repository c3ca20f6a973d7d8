import { randomUUID } from "node:crypto"
import type { Express } from "express"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { openForBusiness } from "../support/open-for-business"
import {
  checkout,
  complete,
  fillCart,
  type office,
  registerShopper,
  type Shop,
  type Shopper,
  visit,
} from "../support/shop"
import type { Store } from "../support/store"

describe("points of an order that is undone, wholly or in part (B8, F21)", () => {
  let store: Store
  let app: Express
  let shop: Shop
  let desk: ReturnType<typeof office>
  let database: Database
  let ada: Shopper
  beforeAll(async () => {
    ;({ store, app, shop, desk } = await openForBusiness())
    database = connectDatabase(store.databaseUrl, { size: 1 })
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    ada = await registerShopper(app, shop)
  })

  const settle = (order_id: string) =>
    store.container.resolve<MarketingService>("marketing").verbs.syncOrders([order_id])
  const balance = async () =>
    (await visit(app, shop, ada).get("/store/marketing/me/points").expect(200)).body.points.balance
  const read = async (order: string, fields: string) =>
    (await desk.get(`/admin/orders/${order}?fields=${fields}`).expect(200)).body.order

  /** Ada orders lamps (66.00 each, delivery 5.50), or what another shop has, and pays so many cents with points. */
  async function order(given: { points: number; quantity?: number; at?: Shop; code?: string }) {
    await desk
      .post("/admin/marketing/points/adjust", {
        ...ada,
        token: undefined,
        email: undefined,
        amount: given.points,
        reason: "welcome",
      })
      .expect(200)
    const cart = await fillCart(app, given.at ?? shop, { shopper: ada, quantity: given.quantity })
    if (given.code)
      await visit(app, shop, ada)
        .post(`/store/carts/${cart}/promotions`, { promo_codes: [given.code] })
        .expect(200)
    await visit(app, shop, ada)
      .post(`/store/marketing/carts/${cart}/points`, { points: given.points })
      .expect(200)
    const free = (await visit(app, shop, ada).get(`/store/carts/${cart}`)).body.cart.total === 0
    const done = free ? await complete(app, shop, cart, ada) : await checkout(app, shop, cart, ada)
    const id: string = done.body.order.id
    const collections = (await read(id, "*payment_collections.payments")).payment_collections
    await settle(id)
    expect(await balance()).toBe(0)
    return {
      id,
      payment: collections[0]?.payments[0]?.id as string,
      item: (await read(id, "*items")).items[0].id,
    }
  }
  const capture = async (order: { id: string; payment: string }, amount?: number) => {
    await desk.post(`/admin/payments/${order.payment}/capture`, amount ? { amount } : {}).expect(200)
    await settle(order.id)
  }
  const refund = async (order: { id: string; payment: string }, amount: number) => {
    await desk.post(`/admin/payments/${order.payment}/refund`, { amount }).expect(200)
    await settle(order.id)
  }
  /** The lamp is sent, comes back and is received. */
  async function returnLamp(order: { id: string; item: string }) {
    const location_id = (await desk.get("/admin/stock-locations")).body.stock_locations[0].id
    const items = [{ id: order.item, quantity: 1 }]
    await desk.post(`/admin/orders/${order.id}/fulfillments`, { items, location_id }).expect(200)
    const { id } = (await desk.post("/admin/returns", { order_id: order.id }).expect(200)).body.return
    await desk.post(`/admin/returns/${id}/request-items`, { items }).expect(200)
    await desk.post(`/admin/returns/${id}/request`).expect(200)
    await desk.post(`/admin/returns/${id}/receive`).expect(200)
    await desk.post(`/admin/returns/${id}/receive-items`, { items }).expect(200)
    await desk.post(`/admin/returns/${id}/receive/confirm`).expect(200)
    await settle(order.id)
    await settle(order.id)
  }

  it("a refund counts against what the order asked for, not against what was captured so far", async () => {
    const lamp = await order({ points: 1000 })
    await capture(lamp, 10)
    await refund(lamp, 10)
    // 10.00 of 61.50.
    expect(await balance()).toBe(162)
    await desk.post(`/admin/orders/${lamp.id}/cancel`).expect(200)
    await settle(lamp.id)
    expect(await balance()).toBe(1000)
  })

  it("an order paid wholly with points, then returned: the lamp's points come back, delivery stays paid", async () => {
    const lamp = await order({ points: 7150 })
    await returnLamp(lamp)
    expect(await balance()).toBe(6600)
  })

  it("the same with fractions of a cent: the lamp's part of the points comes back", async () => {
    const code = `FRACTION-${ada.customer_id.slice(-8)}`
    await desk
      .post("/admin/promotions", {
        code,
        type: "standard",
        status: "active",
        is_automatic: false,
        application_method: {
          type: "percentage",
          target_type: "order",
          allocation: "across",
          value: 73.19,
        },
      })
      .expect(200)
    // The lamp is 17.6946 then, with delivery 23.1946.
    const lamp = await order({ points: 2319, code })
    expect(lamp.payment).toBeUndefined()
    await returnLamp(lamp)
    expect(await balance()).toBe(1769)
  })

  it("a returned lamp that was paid with money and points: money goes back as far as it reaches, points for the rest", async () => {
    const lamp = await order({ points: 5000 })
    await capture(lamp)
    await returnLamp(lamp)
    // 66.00 are owed: 21.50 in money, 44.50 in points.
    expect(await balance()).toBe(4450)
    await refund(lamp, 21.5)
    expect(await balance()).toBe(4450)
  })

  it("two lamps become one and the second is refunded in money: no points are given besides", async () => {
    const lamps = await order({ points: 1000, quantity: 2 })
    await capture(lamps)
    await desk.post("/admin/order-edits", { order_id: lamps.id }).expect(200)
    await desk.post(`/admin/order-edits/${lamps.id}/items/item/${lamps.item}`, { quantity: 1 }).expect(200)
    await desk.post(`/admin/order-edits/${lamps.id}/request`).expect(200)
    await desk.post(`/admin/order-edits/${lamps.id}/confirm`).expect(200)
    await settle(lamps.id)
    await refund(lamps, 66)
    expect(await balance()).toBe(0)
    // A half of the money for the lamp that she keeps, as a favour: a half of the points.
    await refund(lamps, 30.75)
    expect(await balance()).toBe(500)
    await refund(lamps, 30.75)
    expect(await balance()).toBe(1000)
  })

  describe("where amounts have fractions of a cent", () => {
    /** 19 % tax on top, mugs for 9.99, delivery for 4.90 and a code for 7 % off. */
    let at: Shop
    const code = `SEVEN-${randomUUID().slice(0, 8)}`
    let tax: string
    beforeAll(async () => {
      const found = await desk.get(`/admin/shipping-options/${shop.shipping_option_id}`).expect(200)
      const { service_zone_id, shipping_profile_id } = found.body.shipping_option
      const rate = { rate: 19, code: "de19", name: "VAT" }
      const region = { country_code: "de", provider_id: "tp_system", default_tax_rate: rate }
      tax = (await desk.post("/admin/tax-regions", region).expect(200)).body.tax_region.id
      const delivery = await desk
        .post("/admin/shipping-options", {
          name: "Parcel",
          price_type: "flat",
          provider_id: "manual_manual",
          service_zone_id,
          shipping_profile_id,
          type: { label: "Parcel", description: "In some days", code: "parcel" },
          prices: [{ currency_code: "eur", amount: 4.9 }],
          rules: [],
        })
        .expect(200)
      const mug = await desk
        .post("/admin/products", {
          title: "Mug",
          handle: code.toLowerCase(),
          status: "published",
          shipping_profile_id,
          options: [{ title: "Size", values: ["One"] }],
          variants: [
            {
              title: "One",
              options: { Size: "One" },
              manage_inventory: false,
              prices: [{ currency_code: "eur", amount: 9.99 }],
            },
          ],
          sales_channels: [{ id: shop.sales_channel_id }],
        })
        .expect(200)
      await desk
        .post("/admin/promotions", {
          code,
          type: "standard",
          status: "active",
          is_automatic: false,
          application_method: { type: "percentage", target_type: "order", allocation: "across", value: 7 },
        })
        .expect(200)
      at = {
        ...shop,
        product_id: mug.body.product.id,
        variant_id: mug.body.product.variants[0].id,
        shipping_option_id: delivery.body.shipping_option.id,
      }
    })
    afterAll(async () => {
      await desk.delete(`/admin/shipping-options/${at.shipping_option_id}`).expect(200)
      await desk.delete(`/admin/tax-regions/${tax}`).expect(200)
    })

    const figures = (order_id: string) =>
      database.one("select total, captured, refunded, net from marketing_order where order_id = $1", [
        order_id,
      ])

    it.each([
      // 33.178799 came in; 33.167799 of it goes back, and 0.011 is what delivery still asks for.
      ["what they cost, exactly", (due: number) => due, { refunded: 3317, net: 1 }],
      [
        "what they cost, in cents and as far as there is any",
        (due: number, given: number) => Math.min(Math.round(due * 100) / 100, 33.178799 - given),
        {},
      ],
    ])(
      "mugs come back one by one and are refunded %s: the points that paid delivery stay spent",
      async (_, paying, left) => {
        const mugs = await order({ points: 582, quantity: 3, at, code })
        await capture(mugs)
        expect(await figures(mugs.id)).toMatchObject({ captured: 3318, refunded: 0 })
        let given = 0
        for (let mug = 0; mug < 3; mug++) {
          await returnLamp(mugs)
          const due = -(await read(mugs.id, "*summary")).summary.pending_difference
          const amount = Number(paying(due, given).toFixed(6))
          await refund(mugs, amount)
          given += amount
          expect(await balance()).toBe(0)
        }
        expect(await figures(mugs.id)).toMatchObject({ total: 1, captured: 3318, ...left })
      },
    )

    it("the same order, captured and cancelled, gives exactly all of them back", async () => {
      const mugs = await order({ points: 582, quantity: 3, at, code })
      await capture(mugs)
      await desk.post(`/admin/orders/${mugs.id}/cancel`).expect(200)
      await settle(mugs.id)
      expect(await balance()).toBe(582)
      expect(await figures(mugs.id)).toMatchObject({ captured: 3318, refunded: 3318, net: 0 })
    })
  })
})
