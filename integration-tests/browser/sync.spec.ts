import type { MarketingService } from "../../src/modules/marketing/service"
import { startReceiver } from "../support/receiver"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { gatherPeople } from "./people"

/** From a segment to a customer group and another system. Each test goes on where the one before it ended. */
describe("a merchant carries a segment out of the panel (A14)", () => {
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  let id: string
  const house = openHouse(async (store) => {
    receiver = await startReceiver()
    store.container.resolve<MarketingService>("marketing").options.webhooks.allow_private = true
    const { desk } = await gatherPeople(store)
    const rule = { fact: "profile.has_account", op: "is", value: true }
    id = (await desk.post("/admin/marketing/segments", { name: "With account", rule }).expect(200)).body
      .segment.id
    await desk.post("/admin/customer-groups", { name: "Regulars" }).expect(200)
  })
  afterAll(() => receiver?.stop())
  const drawer = () => house.panel.page.getByRole("dialog")

  it("fills a new customer group, sees it done, and finds it among the store's groups", async () => {
    const { page } = house.panel
    await house.panel.go(`/marketing/segments/${id}?tab=sync`)
    await page.getByText("This segment fills no customer group").waitFor()
    await settled(page)
    await house.panel.snap("sync-01-none-en-light")
    await page.getByRole("button", { name: "Fill a customer group" }).click()
    await drawer()
      .getByRole("radio", { name: /Existing group/ })
      .click()
    await drawer().getByRole("button", { name: "Choose a group" }).click()
    await page.getByText("Regulars").waitFor()
    await house.panel.snap("sync-02-choose-en-light")
    await page.keyboard.press("Escape")
    await drawer()
      .getByRole("radio", { name: /New group/ })
      .click()
    await house.panel.snap("sync-03-fill-en-light")
    await drawer().getByRole("button", { name: "Fill a customer group" }).click()
    await page.getByText("3 added · 0 taken out").waitFor()
    await page.getByRole("link", { name: "With account" }).waitFor()
    await settled(page)
    await house.panel.snap("sync-04-filled-en-light")
    await page.getByRole("link", { name: "With account" }).click()
    await page.getByRole("heading", { name: "With account" }).waitFor()
    await page.getByText("3 of 3 results").or(page.getByText(/Ada/i).first()).first().waitFor()
  })

  it("adds a webhook, sees its secret once, and what was sent", async () => {
    const { page } = house.panel
    await house.panel.go(`/marketing/segments/${id}?tab=sync`)
    await page.getByRole("button", { name: "Add a webhook" }).click()
    await drawer().getByLabel("Address", { exact: true }).fill("ftp://crm.example")
    await drawer().getByRole("button", { name: "Save" }).click()
    await drawer().getByText("This address cannot be used.").waitFor()
    await house.panel.snap("sync-05-refused-en-light")
    await drawer().getByLabel("Address", { exact: true }).fill(receiver.url)
    await drawer().getByRole("switch", { name: "Send e-mail addresses too" }).click()
    await drawer().getByRole("button", { name: "Save" }).click()
    await page.getByText(/^whsec_/).waitFor()
    await page.getByText(/3 entered · 0 left/).waitFor()
    await settled(page)
    await house.panel.snap("sync-06-secret-en-light")
    expect(receiver.received[0]!.body.entered.every((one) => one.email?.includes("@"))).toBe(true)
    await page.reload()
    await page.getByText(/3 entered · 0 left/).waitFor()
    expect(await page.getByText(/^whsec_/).count()).toBe(0)
  })

  it("sees why a webhook fails, turns it off and on, and finds both under “Used by”", async () => {
    const { page } = house.panel
    receiver.answers({ status: 500 })
    await page.getByRole("button", { name: "Edit", exact: true }).click()
    await drawer().getByLabel("Address", { exact: true }).fill(`${receiver.url}/other`)
    await drawer().getByText("The new address is sent all members anew.").waitFor()
    await drawer().getByRole("button", { name: "Save" }).click()
    await page.getByText("The server answered with the error 500.").waitFor()
    await settled(page)
    await house.panel.snap("sync-07-failing-en-light")
    await page.getByRole("button", { name: "Turn off" }).nth(1).click()
    await page.getByText("Turned off").first().waitFor()
    receiver.answers({ status: 200 })
    await page.getByRole("button", { name: "Turn on" }).click()
    await page.getByText(/3 entered · 0 left/).waitFor()
    await page.getByRole("tab", { name: "Used by" }).click()
    await page.getByRole("link", { name: "With account Customer group" }).waitFor()
    await page.getByRole("link", { name: /Webhook$/ }).waitFor()
    await house.panel.snap("sync-08-used-en-light")
  })

  it("reads it in Chinese, in the dark, and takes the people out again", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    const { page } = chinese
    await chinese.go(`/marketing/segments/${id}?tab=sync`)
    await page.getByText("加入 3 人 · 移出 0 人").waitFor()
    await settled(page)
    expect(rawKeys(await page.locator("body").innerText())).toEqual([])
    await chinese.snap("sync-09-zhCN-dark")
    await page.getByRole("button", { name: "关闭" }).first().click()
    await page.getByRole("radio", { name: /移出/ }).click()
    await chinese.snap("sync-10-stop-zhCN-dark")
    await page.getByRole("dialog").getByRole("button", { name: "关闭", exact: true }).last().click()
    await page.getByText("本人群未同步到任何客户组").waitFor()
    await chinese.close()
  })
})
