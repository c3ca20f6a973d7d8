import type { Express } from "express"
import type { MarketingService } from "../../src/modules/marketing/service"
import { openForBusiness } from "../support/open-for-business"
import { checkout, fillCart, type office, registerShopper, type Shop, visit } from "../support/shop"

describe("coupon templates", () => {
  let app: Express
  let shop: Shop
  let marketing: MarketingService
  let desk: ReturnType<typeof office>
  beforeAll(async () => {
    ;({ app, shop, desk, marketing } = await openForBusiness())
  })

  const make = (given: object = {}) =>
    desk.post("/admin/marketing/coupon-templates", {
      name: "Ten percent",
      discount: { type: "percent", percent: 10 },
      ...given,
    })

  it("that could never work are refused with the place and the reason", async () => {
    const promotion = {
      code: "SUMMER",
      type: "standard",
      application_method: { type: "percentage", target_type: "order", allocation: "across", value: 5 },
    }
    await desk.post("/admin/promotions", promotion).expect(200)
    const most = Number.MAX_SAFE_INTEGER
    const refusals: [object, string, RegExp][] = [
      [
        { discount: { type: "amount", amount: 500, currency: "zzz" } },
        "discount.currency",
        /does not sell in ZZZ/,
      ],
      [{ minimum: { amount: 500, currency: "zzz" } }, "minimum.currency", /does not sell in ZZZ/],
      [{ discount: { type: "amount", amount: most, currency: "eur" } }, "discount.amount", /./],
      [{ minimum: { amount: most, currency: "eur" } }, "minimum.amount", /./],
      [{ scope: { type: "products", ids: [shop.product_id, "prod_none"] } }, "scope.ids.1", /prod_none/],
      [{ scope: { type: "categories", ids: ["pcat_none"] } }, "scope.ids.0", /pcat_none/],
      [{ grant_limit: 2 ** 31 }, "grant_limit", /./],
      [{ grant_limit: 1e15 }, "grant_limit", /./],
      [{ valid_until: "2020-01-01T00:00:00Z" }, "valid_until", /past/],
      [{ code: "SUMMER" }, "code", /taken by another promotion/],
    ]
    for (const [given, path, message] of refusals) {
      const refused = await make(given)
      expect([given, refused.status]).toEqual([given, 400])
      expect(refused.body.problems[0]).toMatchObject({ path, message: expect.stringMatching(message) })
    }
    const { body } = await make({ scope: { type: "products", ids: [shop.product_id] } }).expect(200)
    await desk
      .post(`/admin/marketing/coupon-templates/${body.coupon_template.id}`, { grant_limit: 2 ** 31 })
      .expect(400)
  })

  it("whose promotion was deleted in the core show it, give nothing more, and do not stop a checkout for good", async () => {
    const ada = await registerShopper(app, shop)
    const store = visit(app, shop, ada)
    const { coupon_template } = (await make().expect(200)).body
    const url = `/admin/marketing/coupon-templates/${coupon_template.id}`
    const grant = () => desk.post(`${url}/grant`, { customer_id: ada.customer_id, reason: "late parcel" })
    const first = (await grant().expect(200)).body.coupon
    const second = (await grant().expect(200)).body.coupon
    const cart = await fillCart(app, shop, { shopper: ada })
    await store.post(`/store/marketing/carts/${cart}/coupons`, { coupon_id: first.id }).expect(200)

    await desk.delete(`/admin/promotions/${coupon_template.promotion_id}`).expect(200)

    expect((await desk.get(url)).body.coupon_template).toMatchObject({ promotion: "gone" })
    const refused = await grant().expect(400)
    expect(refused.body.problems[0].code).toBe("template/promotion-gone")
    await marketing.verbs.followPromotions()
    expect((await desk.get(url)).body.coupon_template).toMatchObject({ state: "ended", promotion: "gone" })
    const other = await fillCart(app, shop, { shopper: ada })
    const unused = await store
      .post(`/store/marketing/carts/${other}/coupons`, { coupon_id: second.id })
      .expect(400)
    expect(unused.body.problems[0].code).toBe("template/promotion-gone")

    const stopped = await checkout(app, shop, cart, ada)
    expect([stopped.status, stopped.body.code]).toEqual([400, "coupon_unavailable"])
    await store.delete(`/store/marketing/carts/${cart}/coupons`, { coupon_id: first.id }).expect(200)
    const done = await checkout(app, shop, cart, ada)
    expect(done.body.order).toMatchObject({ discount_total: 0, total: 71.5 })
  })

  it("whose promotion was switched off in the core give nothing until it is switched on", async () => {
    const ada = await registerShopper(app, shop)
    const { coupon_template } = (await make().expect(200)).body
    const url = `/admin/marketing/coupon-templates/${coupon_template.id}`
    const grant = () => desk.post(`${url}/grant`, { customer_id: ada.customer_id, reason: "late parcel" })
    await desk.post(`/admin/promotions/${coupon_template.promotion_id}`, { status: "inactive" }).expect(200)
    expect((await desk.get(url)).body.coupon_template).toMatchObject({
      state: "active",
      promotion: "inactive",
    })
    await grant().expect(400)
    await desk.post(`/admin/promotions/${coupon_template.promotion_id}`, { status: "active" }).expect(200)
    await grant().expect(200)
  })

  it.each([
    [{ type: "percent", percent: 10 }, { value: 25 }, { type: "percent", percent: 25 }],
    [
      { type: "amount", amount: 500, currency: "eur" },
      { value: 7.5, currency_code: "eur" },
      { type: "amount", amount: 750, currency: "eur" },
    ],
  ])(
    "whose promotion takes off another sum since say so, to staff and to who holds one: %j",
    async (discount, application_method, now) => {
      const ada = await registerShopper(app, shop)
      const { coupon_template } = (await make({ discount }).expect(200)).body
      const url = `/admin/marketing/coupon-templates/${coupon_template.id}`
      await desk.post(`${url}/grant`, { customer_id: ada.customer_id, reason: "late parcel" }).expect(200)
      await desk.post(`/admin/promotions/${coupon_template.promotion_id}`, { application_method }).expect(200)
      await marketing.verbs.followPromotions()
      const scope = { type: "order" }
      expect((await desk.get(url)).body.coupon_template.value).toEqual({
        discount: now,
        scope,
        minimum: null,
      })
      const { coupons } = (await visit(app, shop, ada).get("/store/marketing/me/coupons").expect(200)).body
      expect(coupons[0].template.value.discount).toEqual(now)
      const before = (await desk.get(url)).body.coupon_template.updated_at
      await marketing.verbs.followPromotions()
      expect((await desk.get(url)).body.coupon_template.updated_at).toBe(before)
    },
  )
})
