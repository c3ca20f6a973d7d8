import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { deleteCartCreditLinesWorkflow } from "@medusajs/medusa/core-flows"
import type { Express } from "express"
import { openForBusiness } from "../support/open-for-business"
import {
  checkout,
  complete,
  fillCart,
  openPayment,
  registerShopper,
  type Shop,
  type Shopper,
  visit,
} from "../support/shop"

describe("points that are taken off or changed while the cart is being paid (B3, F24, G6)", () => {
  let opened: Awaited<ReturnType<typeof openForBusiness>>
  let app: Express
  let shop: Shop
  let ada: Shopper
  let cart: string
  beforeAll(async () => {
    opened = await openForBusiness()
    ;({ app, shop } = opened)
  })

  beforeEach(async () => {
    ada = await registerShopper(app, shop)
    await opened.desk
      .post("/admin/marketing/points/adjust", {
        customer_id: ada.customer_id,
        amount: 1000,
        reason: "welcome",
      })
      .expect(200)
    cart = await fillCart(app, shop, { shopper: ada })
    await redeem(1000).expect(200)
    await openPayment(app, shop, cart, ada)
  })

  const redeem = (points: number) =>
    visit(app, shop, ada).post(`/store/marketing/carts/${cart}/points`, { points })
  const takeOff = () => visit(app, shop, ada).delete(`/store/marketing/carts/${cart}/points`)
  const balance = async () =>
    (await opened.marketing.verbs.readPoints({ customer_id: ada.customer_id })).balance
  const locks = () => opened.container.resolve(Modules.LOCKING)

  /** What the order costs, what stands behind it in money and points, and what its payment was made for. */
  async function placed(order_id: string) {
    const query = opened.container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "order",
      fields: [
        "total",
        "credit_line_total",
        "payment_collections.amount",
        "payment_collections.payments.amount",
        "payment_collections.payment_sessions.id",
      ],
      filters: { id: order_id },
    })
    await opened.marketing.verbs.syncOrders([order_id])
    const [collection] = data[0]!.payment_collections!
    return {
      total: Number(data[0]!.total),
      points: Number(data[0]!.credit_line_total) * 100,
      collected_for: Number(collection!.amount),
      paid: collection!.payments!.map((payment: { amount: unknown } | null) => Number(payment!.amount)),
      sessions: collection!.payment_sessions!.length,
      balance: await balance(),
    }
  }
  const WITH_POINTS = {
    total: 61.5,
    points: 1000,
    collected_for: 61.5,
    paid: [61.5],
    sessions: 1,
    balance: 0,
  }

  it.each([
    ["taken off", takeOff, 0],
    ["changed", () => redeem(10), 10],
  ])("%s at the same moment as the order: what it costs is what is paid", async (_, press, left) => {
    const [, done] = await Promise.all([press(), complete(app, shop, cart, ada)])
    const { body } = done.body.order ? done : await checkout(app, shop, cart, ada)
    const order = await placed(body.order.id)
    if (order.points === 1000) return expect(order).toEqual(WITH_POINTS)
    const total = 71.5 - left / 100
    expect(order).toEqual({
      total,
      points: left,
      collected_for: total,
      paid: [total],
      sessions: 1,
      balance: 1000 - left,
    })
  })

  it.each([
    ["taken off", takeOff],
    ["changed", () => redeem(10)],
  ])(
    "%s while somebody else is at the cart, it waits or changes nothing",
    async (_, press) => {
      await locks().acquire(cart, { ownerId: "another", expire: 60 })
      const refused = await press().expect(409)
      expect(refused.body.problems).toMatchObject([{ code: "cart/busy" }])
      await locks().release(cart, { ownerId: "another" })
      const { body } = await complete(app, shop, cart, ada).expect(200)
      expect(await placed(body.order.id)).toEqual(WITH_POINTS)
    },
    30_000,
  )

  it("an order is refused whose payment is still for the sum with points; once more off, and it is paid in full", async () => {
    const hold = (await opened.marketing.verbs.readHold(cart))!
    await opened.marketing.verbs.voidHold(hold.id)
    await deleteCartCreditLinesWorkflow(opened.container).run({ input: { id: [hold.credit_line_id!] } })
    const refused = await complete(app, shop, cart, ada).expect(400)
    expect(refused.body.code).toBe("payment_outdated")
    await takeOff().expect(200)
    const { body } = await checkout(app, shop, cart, ada)
    expect(await placed(body.order.id)).toEqual({
      total: 71.5,
      points: 0,
      collected_for: 71.5,
      paid: [71.5],
      sessions: 1,
      balance: 1000,
    })
  })
})
