import { hireStaff, office, openShop, registerShopper, type Shopper } from "../support/shop"
import { openHouse } from "./house"
import { rawKeys } from "./panel"

describe("coupons and points of somebody without an account, in the admin panel", () => {
  let ada: Shopper
  let accountless: string

  const house = openHouse(async (store) => {
    const shop = await openShop(store.container)
    const desk = office(store.app, await hireStaff(store.app, store.container))
    ada = await registerShopper(store.app, shop, "Ada")
    await desk.get(`/admin/marketing/customers/${ada.customer_id}`).expect(200)
    const guest = await desk.post("/admin/customers", { email: ada.email, first_name: "Guest" }).expect(200)
    accountless = guest.body.customer.id
    const template = async (name: string) =>
      (
        await desk
          .post("/admin/marketing/coupon-templates", { name, discount: { type: "percent", percent: 10 } })
          .expect(200)
      ).body.coupon_template
    const { id } = await template("Ten percent")
    const gift = { customer_id: accountless, reason: "late parcel" }
    await desk.post(`/admin/marketing/coupon-templates/${id}/grant`, gift).expect(200)
    await desk.post("/admin/marketing/points/adjust", { ...gift, amount: 1300 }).expect(200)
    const { promotion_id } = await template("Switched off")
    await desk.post(`/admin/promotions/${promotion_id}`, { status: "inactive" }).expect(200)
  })

  it("a template whose promotion is switched off says that its coupons give nothing", async () => {
    await house.panel.go("/marketing/benefits")
    await house.panel.page.getByText("Promotion switched off").waitFor()
    await house.panel.snap("account-01-templates")
  })

  it("are warned of on both pages, in Chinese as well", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    for (const [name, id] of [
      ["accountless", accountless],
      ["account", ada.customer_id],
    ] as const) {
      await chinese.go(`/customers/${id}`)
      await chinese.page.getByRole("button", { name: "将优惠券和积分转入账户" }).waitFor()
      await chinese.snap(`account-02-${name}-zhCN-dark`)
      expect(rawKeys(await chinese.page.locator("main").innerText())).toEqual([])
    }
    await chinese.close()
    await house.panel.go(`/customers/${ada.customer_id}`)
    await house.panel.page.getByText("1 coupon and 1,300 points").waitFor()
    await house.panel.snap("account-03-account")
  })

  it("are moved to the account with a reason, and what moved is said (B10)", async () => {
    const { page } = house.panel
    await house.panel.go(`/customers/${accountless}`)
    await page.getByRole("button", { name: "Move coupons and points to the account" }).click()
    await page.getByLabel("Reason").fill("she wrote from that address")
    await house.panel.snap("account-04-drawer")
    await page.getByRole("button", { name: "Move", exact: true }).click()
    await page.getByText(/^Moved to the account of Ada.*: 1 coupon and 1,300 points$/).waitFor()
    await house.panel.snap("account-05-moved")
    await house.panel.go(`/customers/${ada.customer_id}`)
    await page.getByText("Ten percent", { exact: true }).first().waitFor()
    await page.getByText("1,300", { exact: true }).first().waitFor()
    expect(await page.getByRole("button", { name: "Move coupons and points to the account" }).count()).toBe(0)
    expect(house.panel.complaints).toEqual([])
  })
})
