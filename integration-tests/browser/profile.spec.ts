import type { MarketingService } from "../../src/modules/marketing/service"
import { fillCart, hireStaff, office, openShop, registerShopper, type Shopper, visit } from "../support/shop"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"

/** From an attribute of the store's own to a customer who has it, and tags. Each test goes on where the one before it ended. */
describe("what staff knows of a customer, in the admin panel", () => {
  let ada: Shopper
  const house = openHouse(async (store) => {
    const shop = await openShop(store.container)
    const desk = office(store.app, await hireStaff(store.app, store.container))
    const bo = await registerShopper(store.app, shop, "Bo")
    ada = await registerShopper(store.app, shop, "Ada")
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    await verbs.syncCustomers([ada.customer_id, bo.customer_id])
    await desk.post(`/admin/marketing/customers/${bo.customer_id}/tags`, { add: ["regular"] }).expect(200)
    const given = { customer_id: ada.customer_id, amount: 500, reason: "late parcel" }
    await desk.post("/admin/marketing/points/adjust", given).expect(200)
    const cart = await fillCart(store.app, shop, { shopper: ada })
    await visit(store.app, shop, ada)
      .post(`/store/marketing/carts/${cart}/points`, { points: 200 })
      .expect(200)
  })
  const drawer = () => house.panel.page.getByRole("dialog")
  const box = () => house.panel.page.getByRole("region", { name: "Marketing" })
  const menu = async (item: string) => {
    await box().getByRole("button", { name: "More actions" }).click()
    await house.panel.page.getByRole("menuitem", { name: item }).click()
  }

  /** What stands behind an open drawer cannot be found by its role. */
  const saved = async () => {
    await drawer().getByRole("button", { name: "Save" }).click()
    await drawer().waitFor({ state: "hidden" })
  }

  it("attributes and a tag group are defined in the settings (A1, A12)", async () => {
    const { page } = house.panel
    await house.panel.go("/settings/marketing")
    await page.getByRole("button", { name: "Add attribute" }).click()
    await drawer().getByLabel("Name", { exact: true }).fill("Shirt size")
    expect(await drawer().getByLabel("Key").inputValue()).toBe("shirt_size")
    await drawer().getByRole("combobox", { name: "Holds" }).click()
    await page.getByRole("option", { name: "One choice" }).click()
    for (const size of ["S", "M"]) {
      await drawer().getByLabel("Choices").last().fill(size)
      await page.keyboard.press("Enter")
    }
    await house.panel.snap("profile-01-attribute")
    await drawer().getByRole("button", { name: "Save" }).click()
    await page.getByText("One choice: S, M").waitFor()
    await page.getByRole("button", { name: "Add attribute" }).click()
    await drawer().getByLabel("Name", { exact: true }).fill("Shoe size")
    await drawer().getByRole("combobox", { name: "Holds" }).click()
    await page.getByRole("option", { name: "Number" }).click()
    await drawer().getByRole("switch", { name: "Shoppers may say this themselves" }).click()
    await drawer().getByRole("button", { name: "Save" }).click()
    await page.getByRole("row", { name: /shoe_size.*Staff and shoppers/ }).waitFor()
    await page.getByRole("button", { name: "Add group" }).click()
    await drawer().getByLabel("Name of the group").fill("Service")
    for (const tag of ["gold", "silver"]) {
      await drawer().locator("input[aria-label=Tags]").last().fill(tag)
      await page.keyboard.press("Enter")
    }
    await drawer().getByRole("switch", { name: "One tag per customer" }).click()
    await drawer().getByRole("button", { name: "Save" }).click()
    await page.getByText("One tag per customer").waitFor()
    await settled(page)
    await house.panel.snap("profile-02-settings")
  })

  it("says how many of somebody's points lie on a cart (B10)", async () => {
    await house.panel.go(`/customers/${ada.customer_id}`)
    await box().getByRole("link", { name: "500", exact: true }).waitFor()
    await box().getByText("200 of them on a cart").waitFor()
  })

  it("the profile's drawer keeps what staff says, of the store's own attributes too (A1)", async () => {
    const { page } = house.panel
    await house.panel.go(`/customers/${ada.customer_id}`)
    await menu("Edit profile")
    await drawer().getByLabel("Member tier").fill("A-level")
    await drawer().getByRole("combobox", { name: "Shirt size" }).click()
    await page.getByRole("option", { name: "M", exact: true }).click()
    await drawer().getByLabel("Shoe size").fill("42.5")
    await drawer().getByLabel("Shoe size").scrollIntoViewIfNeeded()
    await house.panel.snap("profile-03-drawer")
    await drawer().getByRole("button", { name: "Save" }).click()
    await box().getByText("Shirt size: M").waitFor()
    await box().getByText("Shoe size: 42.5").waitFor()
    await box().getByText("Member tier: A-level").waitFor()
    await menu("Edit profile")
    await drawer().getByLabel("Shoe size").fill("")
    await saved()
    await box().getByText("Shirt size: M").waitFor()
    expect(await box().getByText("Shoe size: 42.5").count()).toBe(0)
    expect(await box().getByText("Shirt size: M").count()).toBe(1)
  })

  it("tags are typed, offered and taken off; of a group the newest stays (A12)", async () => {
    const { page } = house.panel
    await menu("Edit tags")
    await drawer().locator("input[aria-label=Tags]").last().fill("reg")
    await page.getByRole("option", { name: /regular/ }).click()
    await drawer().getByRole("button", { name: "silver", exact: true }).click()
    await drawer().getByRole("button", { name: "gold", exact: true }).click()
    await house.panel.snap("profile-04-tags")
    await drawer().getByRole("button", { name: "Save" }).click()
    await box().getByText("regular", { exact: true }).waitFor()
    await box().getByText("gold", { exact: true }).waitFor()
    expect(await box().getByText("silver", { exact: true }).count()).toBe(0)
    await menu("Edit tags")
    await drawer().getByRole("button", { name: "Remove regular" }).click()
    await saved()
    await box().getByText("regular", { exact: true }).waitFor({ state: "detached" })
    await box().getByText("gold", { exact: true }).waitFor()
    await settled(page)
    await house.panel.snap("profile-05-customer")
    expect(house.panel.complaints).toEqual([])
  })

  it("reads it in Chinese, in the dark", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    const { page } = chinese
    await chinese.go("/settings/marketing")
    await page.getByText("单选: S, M").waitFor()
    await settled(page)
    expect(rawKeys(await page.locator("body").innerText())).toEqual([])
    await page.getByRole("heading", { name: "标签组" }).scrollIntoViewIfNeeded()
    await chinese.snap("profile-06-settings-zhCN-dark")
    await chinese.close()
  })
})
