import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Express } from "express"
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

describe("a shopper's coupons", () => {
  let app: Express
  let container: MedusaContainer
  let shop: Shop
  let staff: { token: string }
  let marketing: MarketingService
  let ada: Shopper
  beforeAll(async () => {
    ;({ app, container, shop, staff, marketing } = await openForBusiness())
  })
  beforeEach(async () => {
    ada = await registerShopper(app, shop)
  })

  const makeTemplate = async (given: object = {}) =>
    (
      await office(app, staff)
        .post("/admin/marketing/coupon-templates", {
          name: "Ten percent",
          discount: { type: "percent", percent: 10 },
          ...given,
        })
        .expect(200)
    ).body.coupon_template
  const grant = async (template_id: string, shopper: Shopper) =>
    (
      await office(app, staff)
        .post(`/admin/marketing/coupon-templates/${template_id}/grant`, {
          customer_id: shopper.customer_id,
          reason: "late parcel",
        })
        .expect(200)
    ).body.coupon
  const apply = (cart: string, coupon_id: number, who?: Shopper) =>
    visit(app, shop, who).post(`/store/marketing/carts/${cart}/coupons`, { coupon_id })
  const cartOf = async (id: string, who?: Shopper) =>
    (await visit(app, shop, who).get(`/store/carts/${id}`).expect(200)).body.cart
  const couponNow = async (id: number) =>
    (await marketing.verbs.listCoupons({ id, offset: 0, limit: 1 })).coupons[0]!
  const settle = (order_id: string) => marketing.verbs.syncOrders([order_id])

  it("our handlers answer the checkout's hooks", () => {
    expect(marketing.checkoutHooks.map((hook) => hook.state)).toEqual(Array(5).fill("ours"))
  })

  it("she sees her coupon, uses it once, and the discount is Medusa's own (B1, B9)", async () => {
    const template = await makeTemplate({ valid_days: 7 })
    const coupon = await grant(template.id, ada)
    const mine = await visit(app, shop, ada).get("/store/marketing/me/coupons").expect(200)
    expect(mine.body).toMatchObject({
      count: 1,
      coupons: [{ id: coupon.id, state: "free", template: { name: "Ten percent" } }],
    })
    expect(mine.body.coupons[0]).not.toHaveProperty("reason")

    const cart = await fillCart(app, shop, { shopper: ada })
    const applied = await apply(cart, coupon.id, ada).expect(200)
    expect(applied.body.coupon).toMatchObject({ id: coupon.id, state: "held", cart_id: cart })
    expect(await cartOf(cart, ada)).toMatchObject({ discount_total: 6.6, total: 64.9 })

    const done = await checkout(app, shop, cart, ada)
    expect(done.body.type).toBe("order")
    expect(await couponNow(coupon.id)).toMatchObject({ state: "reserved" })
    await settle(done.body.order.id)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "used", order_id: done.body.order.id })

    const second = await fillCart(app, shop, { shopper: ada })
    const again = await apply(second, coupon.id, ada).expect(400)
    expect(again.body.problems[0]).toMatchObject({ code: "coupon/not-free" })
  })

  it("taken off the cart, it is free again and the discount is gone", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    await visit(app, shop, ada)
      .delete(`/store/marketing/carts/${cart}/coupons`, { coupon_id: coupon.id })
      .expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ discount_total: 0, total: 71.5 })
    expect(await couponNow(coupon.id)).toMatchObject({ state: "free", cart_id: null })
  })

  it("laid on a second cart it leaves the first, which is then completed at the full price (B9)", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const first = await fillCart(app, shop, { shopper: ada })
    const second = await fillCart(app, shop, { shopper: ada })
    await apply(first, coupon.id, ada).expect(200)
    await apply(second, coupon.id, ada).expect(200)
    expect(await cartOf(first, ada)).toMatchObject({ discount_total: 0, total: 71.5 })
    expect(await cartOf(second, ada)).toMatchObject({ discount_total: 6.6, total: 64.9 })
    expect((await checkout(app, shop, first, ada)).body.type).toBe("order")
    expect((await checkout(app, shop, second, ada)).body.type).toBe("order")
  })

  it("taken back by the shop while it lies on her cart, she can take its code off and go on", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    await office(app, staff)
      .post(`/admin/marketing/coupons/${coupon.id}/revoke`, { reason: "a mistake" })
      .expect(200)
    const off = () =>
      visit(app, shop, ada).delete(`/store/marketing/carts/${cart}/coupons`, { coupon_id: coupon.id })
    await off().expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ discount_total: 0, total: 71.5 })
    await off().expect(404)
    expect((await checkout(app, shop, cart, ada)).body.type).toBe("order")
  })

  it("nobody else can use it, nor reach her cart (S8)", async () => {
    const template = await makeTemplate()
    const coupon = await grant(template.id, ada)
    const eve = await registerShopper(app, shop, "Eve")
    const cart = await fillCart(app, shop, { shopper: eve })
    await apply(cart, coupon.id, eve).expect(404)
    const hers = await fillCart(app, shop, { shopper: ada })
    await apply(hers, coupon.id, eve).expect(404)
    await apply(hers, coupon.id).expect(401)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "free" })
    await apply(hers, coupon.id, ada).expect(200)
    await apply(cart, coupon.id, eve).expect(404)
    expect((await cartOf(hers, ada)).discount_total).toBeGreaterThan(0)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "held" })
    await visit(app, shop).get("/store/marketing/me/coupons").expect(401)
    expect((await visit(app, shop, eve).get("/store/marketing/me/coupons").expect(200)).body.count).toBe(0)
    // Typing the code by hand gives nothing either (S22).
    await visit(app, shop, eve).post(`/store/carts/${cart}/promotions`, { promo_codes: [template.code] })
    expect(await cartOf(cart, eve)).toMatchObject({ discount_total: 0 })
  })

  it("a guest who types the holder's e-mail and the code gets nothing", async () => {
    const template = await makeTemplate()
    await grant(template.id, ada)
    const cart = await fillCart(app, shop, { email: ada.email })
    await visit(app, shop)
      .post(`/store/carts/${cart}/promotions`, { promo_codes: [template.code] })
      .expect(200)
    expect(await cartOf(cart)).toMatchObject({ discount_total: 0, total: 71.5 })
  })

  it("two carts with one coupon at the same moment: exactly one order has the discount", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const [one, two] = [
      await fillCart(app, shop, { shopper: ada }),
      await fillCart(app, shop, { shopper: ada }),
    ]
    await apply(one, coupon.id, ada).expect(200)
    await openPayment(app, shop, one, ada)
    const [first, moved] = await Promise.all([complete(app, shop, one, ada), apply(two, coupon.id, ada)])
    const second = await checkout(app, shop, two, ada)
    const discounts = [first, second]
      .filter((answer) => answer.body.type === "order")
      .map((answer) => answer.body.order.discount_total)
    expect(discounts.filter((discount) => discount > 0)).toEqual([6.6])
    // Whoever came too late is told so.
    if (moved.status !== 200) expect(moved.body.problems[0]).toMatchObject({ code: "coupon/not-free" })
    else if (first.status !== 200)
      expect(first.body).toMatchObject({ type: "not_allowed", code: "coupon_unavailable" })
  })

  it("laid on two carts that are both paid at the very same moment: one order has the discount, at most one is refused", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const carts = [await fillCart(app, shop, { shopper: ada }), await fillCart(app, shop, { shopper: ada })]
    const laid = await Promise.all(carts.map((cart) => apply(cart, coupon.id, ada)))
    expect(laid.some((answer) => answer.status === 200)).toBe(true)
    for (const cart of carts) await openPayment(app, shop, cart, ada)
    const paid = await Promise.all(carts.map((cart) => complete(app, shop, cart, ada)))
    const orders = paid.flatMap((answer) => (answer.body.type === "order" ? [answer.body.order] : []))
    const discounted = orders.filter((order) => order.discount_total > 0)
    expect(discounted.length).toBeLessThanOrEqual(1)
    if (laid.every((answer) => answer.status === 200)) expect(discounted).toHaveLength(1)
    for (const answer of paid)
      if (answer.status !== 200) expect(answer.body).toMatchObject({ code: "coupon_unavailable" })
    for (const order of orders) await settle(order.id)
    expect((await couponNow(coupon.id)).state === "used").toBe(discounted.length === 1)
  })

  it("laid on two carts at the same moment: the one that lost it is told where it lies", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const [one, two] = [
      await fillCart(app, shop, { shopper: ada }),
      await fillCart(app, shop, { shopper: ada }),
    ]
    const { verbs } = marketing
    const holdCoupon: typeof verbs.holdCoupon = async (asked) => {
      vi.restoreAllMocks()
      await apply(two, coupon.id, ada).expect(200)
      return verbs.holdCoupon(asked)
    }
    vi.spyOn(marketing, "verbs", "get").mockReturnValue(
      Object.create(verbs, { holdCoupon: { value: holdCoupon } }),
    )
    const lost = await apply(one, coupon.id, ada).expect(400)
    expect(lost.body.problems).toMatchObject([
      { code: "coupon/moved", path: "coupon_id", message: expect.stringContaining("another cart") },
    ])
    expect(await couponNow(coupon.id)).toMatchObject({ state: "held", cart_id: two })
    expect(await cartOf(one, ada)).toMatchObject({ discount_total: 0 })
    expect(await cartOf(two, ada)).toMatchObject({ discount_total: 6.6 })
  })

  it("two coupons that change carts with each other at the same moment both arrive (B9)", async () => {
    const [one, two] = [
      await grant((await makeTemplate()).id, ada),
      await grant((await makeTemplate()).id, ada),
    ]
    const carts = [await fillCart(app, shop, { shopper: ada }), await fillCart(app, shop, { shopper: ada })]
    await apply(carts[0]!, one.id, ada).expect(200)
    await apply(carts[1]!, two.id, ada).expect(200)
    const laid = await Promise.all([apply(carts[0]!, two.id, ada), apply(carts[1]!, one.id, ada)])
    expect(laid.map((answer) => answer.status)).toEqual([200, 200])
    expect(await couponNow(one.id)).toMatchObject({ state: "held", cart_id: carts[1] })
    expect(await couponNow(two.id)).toMatchObject({ state: "held", cart_id: carts[0] })
    for (const cart of carts)
      expect((await checkout(app, shop, cart, ada)).body.order).toMatchObject({ discount_total: 6.6 })
  })

  it("refused by another cart, it stays on the one on which it lay (B9)", async () => {
    const minimum = { amount: 10_000, currency: "eur" }
    const coupon = await grant((await makeTemplate({ minimum })).id, ada)
    const full = await fillCart(app, shop, { shopper: ada, quantity: 2 })
    const small = await fillCart(app, shop, { shopper: ada })
    await apply(full, coupon.id, ada).expect(200)
    const refused = await apply(small, coupon.id, ada).expect(400)
    expect(refused.body.problems).toMatchObject([{ code: "coupon/not-applicable" }])
    expect(await couponNow(coupon.id)).toMatchObject({ state: "held", cart_id: full })
    expect(await cartOf(small, ada)).toMatchObject({ discount_total: 0 })
    expect((await checkout(app, shop, full, ada)).body.order).toMatchObject({ discount_total: 13.2 })
  })

  it("stays where it lies while that cart is busy", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const [from, to] = [
      await fillCart(app, shop, { shopper: ada }),
      await fillCart(app, shop, { shopper: ada }),
    ]
    await apply(from, coupon.id, ada).expect(200)
    const locking = container.resolve(Modules.LOCKING)
    await locking.acquire(from, { ownerId: "somebody else", expire: 60 })
    const busy = await apply(to, coupon.id, ada).expect(409)
    expect(busy.body.problems).toMatchObject([{ code: "cart/busy" }])
    await locking.release(from, { ownerId: "somebody else" })
    expect(await couponNow(coupon.id)).toMatchObject({ state: "held", cart_id: from })
    expect(await cartOf(to, ada)).toMatchObject({ discount_total: 0 })
    expect((await checkout(app, shop, from, ada)).body.order).toMatchObject({ discount_total: 6.6 })
  })

  it("pressed three times at once, it lies on the cart once and is paid with", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    const pressed = await Promise.all([1, 2, 3].map(() => apply(cart, coupon.id, ada)))
    expect(pressed.map((answer) => answer.status)).toContain(200)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "held", cart_id: cart })
    const done = await checkout(app, shop, cart, ada)
    expect(done.body.order).toMatchObject({ discount_total: 6.6 })
  })

  it("a press that fails while the cart is busy takes nothing away from one that did not", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    const locking = container.resolve(Modules.LOCKING)
    await locking.acquire(cart, { ownerId: "somebody else", expire: 60 })
    const press = () =>
      visit(app, shop, ada).delete(`/store/marketing/carts/${cart}/coupons`, { coupon_id: coupon.id })
    for (const busy of [await apply(cart, coupon.id, ada), await press()]) {
      expect(busy.status).toBe(409)
      expect(busy.body.problems).toMatchObject([{ code: "cart/busy" }])
    }
    await locking.release(cart, { ownerId: "somebody else" })
    expect(await couponNow(coupon.id)).toMatchObject({ state: "held", cart_id: cart })
    const done = await checkout(app, shop, cart, ada)
    expect(done.body.order).toMatchObject({ discount_total: 6.6 })
  })

  it("taken off at the same moment as the order: what it costs is what is paid (B9)", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    await openPayment(app, shop, cart, ada)
    const [, done] = await Promise.all([
      visit(app, shop, ada).delete(`/store/marketing/carts/${cart}/coupons`, { coupon_id: coupon.id }),
      complete(app, shop, cart, ada),
    ])
    const { order } = (done.body.order ? done : await checkout(app, shop, cart, ada)).body
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "order",
      fields: ["payment_collections.amount", "payment_collections.payments.amount"],
      filters: { id: order.id },
    })
    const [collection] = data[0]!.payment_collections!
    expect([collection!.amount, collection!.payments![0]!.amount].map(Number)).toEqual([
      order.total,
      order.total,
    ])
    await settle(order.id)
    expect((await couponNow(coupon.id)).state).toBe(order.discount_total > 0 ? "used" : "free")
  })

  it("completing the same cart twice is one order and one coupon", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    const first = await checkout(app, shop, cart, ada)
    await settle(first.body.order.id)
    const again = await complete(app, shop, cart, ada)
    expect(again.body.order.id).toBe(first.body.order.id)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "used" })
  })

  it("revoked while it lies on the cart: the cart is refused at the end", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    await office(app, staff).post(`/admin/marketing/coupons/${coupon.id}/revoke`).expect(200)
    const refused = await checkout(app, shop, cart, ada)
    expect(refused.status).toBe(400)
    expect(refused.body.code).toBe("coupon_unavailable")
  })

  it("goes on counting where staff carry an order's promotions over to what they make of it, from its minimum on (B1)", async () => {
    const desk = office(app, staff)
    const minimum = { amount: 10_000, currency: "eur" }
    const coupon = await grant((await makeTemplate({ minimum })).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada, quantity: 2 })
    await apply(cart, coupon.id, ada).expect(200)
    const { order } = (await checkout(app, shop, cart, ada)).body
    await settle(order.id)
    /** The preview's discount with so many lamps. */
    const edit = async (quantity: number) => {
      const begun = await desk.post("/admin/order-edits", { order_id: order.id }).expect(200)
      const change = begun.body.order_change.id
      await desk.post(`/admin/order-changes/${change}`, { carry_over_promotions: true }).expect(200)
      const item = `/admin/order-edits/${order.id}/items/item/${order.items[0].id}`
      return (await desk.post(item, { quantity }).expect(200)).body.order_preview.discount_total
    }
    expect(await edit(1)).toBe(0)
    await desk.delete(`/admin/order-edits/${order.id}`).expect(200)
    expect(await edit(3)).toBe(19.8)
    await desk.post(`/admin/order-edits/${order.id}/request`).expect(200)
    await desk.post(`/admin/order-edits/${order.id}/confirm`).expect(200)
    const { body } = await desk.get(`/admin/orders/${order.id}?fields=total,discount_total`).expect(200)
    expect(body.order).toMatchObject({ discount_total: 19.8, total: 183.7 })
    await settle(order.id)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "used", order_id: order.id })
  })

  it("a cancelled order gives the coupon back", async () => {
    const coupon = await grant((await makeTemplate()).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, coupon.id, ada).expect(200)
    const { order } = (await checkout(app, shop, cart, ada)).body
    await settle(order.id)
    await office(app, staff).post(`/admin/orders/${order.id}/cancel`).expect(200)
    await settle(order.id)
    expect(await couponNow(coupon.id)).toMatchObject({ state: "free", order_id: null })
  })

  it("asks for the minimum, and says so when the cart is below it", async () => {
    const template = await makeTemplate({
      discount: { type: "amount", amount: 500, currency: "eur" },
      minimum: { amount: 10_000, currency: "eur" },
    })
    const coupon = await grant(template.id, ada)
    const small = await fillCart(app, shop, { shopper: ada })
    const refused = await apply(small, coupon.id, ada).expect(400)
    expect(refused.body.problems[0].code).toBe("coupon/not-applicable")
    expect(await couponNow(coupon.id)).toMatchObject({ state: "free" })
    const large = await fillCart(app, shop, { shopper: ada, quantity: 2 })
    await apply(large, coupon.id, ada).expect(200)
    expect(await cartOf(large, ada)).toMatchObject({ discount_total: 5, total: 132.5 })
  })

  it("free shipping and single products are coupons too", async () => {
    const shipping = await grant((await makeTemplate({ discount: { type: "free_shipping" } })).id, ada)
    const cart = await fillCart(app, shop, { shopper: ada })
    await apply(cart, shipping.id, ada).expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ discount_total: 5.5, total: 66 })
    const lamp = await grant(
      (
        await makeTemplate({
          discount: { type: "percent", percent: 50 },
          scope: { type: "products", ids: [shop.product_id] },
        })
      ).id,
      ada,
    )
    await apply(cart, lamp.id, ada).expect(200)
    expect(await cartOf(cart, ada)).toMatchObject({ discount_total: 38.5, total: 33 })
    const shade = await office(app, staff)
      .post("/admin/products", { title: "Shade", options: [{ title: "Colour", values: ["Red"] }] })
      .expect(200)
    const other = await grant(
      (await makeTemplate({ scope: { type: "products", ids: [shade.body.product.id] } })).id,
      ada,
    )
    await apply(cart, other.id, ada).expect(400)
  })

  it("staff make, change and end templates; nonsense is refused with the place and the reason", async () => {
    const desk = office(app, staff)
    const refused = await desk
      .post("/admin/marketing/coupon-templates", { name: "", discount: { type: "percent", percent: 120 } })
      .expect(400)
    expect(refused.body.problems.map((p: { path: string }) => p.path)).toEqual(["name", "discount.percent"])
    const template = await makeTemplate({ grant_limit: 1 })
    await grant(template.id, ada)
    const empty = await desk
      .post(`/admin/marketing/coupon-templates/${template.id}/grant`, {
        customer_id: ada.customer_id,
        reason: "again",
      })
      .expect(400)
    expect(empty.body.problems[0].code).toBe("coupon/budget-empty")
    const changed = await desk
      .post(`/admin/marketing/coupon-templates/${template.id}`, { name: "Renamed", grant_limit: 5 })
      .expect(200)
    expect(changed.body.coupon_template).toMatchObject({
      name: "Renamed",
      grant_limit: 5,
      coupons: { free: 1 },
    })
    await desk.post(`/admin/marketing/coupon-templates/${template.id}/end`).expect(200)
    await desk.post(`/admin/marketing/coupon-templates/${template.id}/end`).expect(409)
    await desk.get("/admin/marketing/coupon-templates/mkcoup_none").expect(404)
    await desk
      .post("/admin/marketing/coupon-templates", {
        name: "x",
        discount: { type: "free_shipping" },
        code: template.code,
      })
      .expect(400)
    const listed = await desk.get("/admin/marketing/coupon-templates?q=renamed").expect(200)
    expect(listed.body.coupon_templates.map((t: { id: string }) => t.id)).toContain(template.id)
  })
})
