import type { Express } from "express"
import { openForBusiness } from "../support/open-for-business"
import { type office, registerShopper, type Shop, visit } from "../support/shop"

describe("benefits of somebody without an account", () => {
  let app: Express
  let shop: Shop
  let desk: ReturnType<typeof office>
  beforeAll(async () => {
    ;({ app, shop, desk } = await openForBusiness())
  })

  it("are given with a warning, and moved by staff to the account with the same e-mail (F20, B10)", async () => {
    const ada = await registerShopper(app, shop)
    const eve = await registerShopper(app, shop, "Eve")
    // Her account is known to us; in a store the worker sees to that.
    await desk.get(`/admin/marketing/customers/${ada.customer_id}`).expect(200)
    const { customer } = (await desk.post("/admin/customers", { email: ada.email }).expect(200)).body
    const { coupon_template } = (
      await desk
        .post("/admin/marketing/coupon-templates", {
          name: "Ten",
          discount: { type: "percent", percent: 10 },
        })
        .expect(200)
    ).body
    const gift = { reason: "late parcel", customer_id: customer.id }
    const granted = await desk
      .post(`/admin/marketing/coupon-templates/${coupon_template.id}/grant`, gift)
      .expect(200)
    const adjusted = await desk.post("/admin/marketing/points/adjust", { ...gift, amount: 300 }).expect(200)
    for (const { body } of [granted, adjusted])
      expect(body.warnings).toMatchObject([
        { code: "customer/account-elsewhere", message: expect.stringContaining(ada.customer_id) },
      ])
    const page = await desk.get(`/admin/marketing/customers/${customer.id}`).expect(200)
    expect(page.body.customer.warnings).toHaveLength(1)

    const move = (to: string, body: object) =>
      desk.post(`/admin/marketing/customers/${to}/move-benefits`, body)
    const from = { from_customer_id: customer.id, reason: "she wrote from that address" }
    const refused = await move(eve.customer_id, from).expect(400)
    expect(refused.body.problems[0].code).toBe("customer/other-email")
    await move(ada.customer_id, { from_customer_id: customer.id }).expect(400)
    await move("cus_none", from).expect(404)
    const moved = await move(ada.customer_id, from).expect(200)
    expect(moved.body).toMatchObject({
      moved: { coupons: 1, points: 300 },
      customer: { customer_id: ada.customer_id, points: { balance: 300 }, coupon_count: 1, warnings: [] },
    })
    expect((await move(ada.customer_id, from).expect(200)).body.moved).toEqual({ coupons: 0, points: 0 })
    const mine = await visit(app, shop, ada).get("/store/marketing/me/coupons").expect(200)
    expect(mine.body.coupons).toMatchObject([{ id: granted.body.coupon.id, state: "free" }])
    // A shopper cannot call it, nor can anybody without signing in.
    await visit(app, shop, ada)
      .post(`/admin/marketing/customers/${ada.customer_id}/move-benefits`, from)
      .expect(401)
  })
})
