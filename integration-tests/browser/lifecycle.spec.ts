import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, openShop, registerShopper } from "../support/shop"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"

describe("the lifecycle in the admin panel's settings", () => {
  const house = openHouse(async (store) => {
    await hireStaff(store.app, store.container)
    const ada = await registerShopper(store.app, await openShop(store.container), "Ada")
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    await verbs.syncCustomers([ada.customer_id])
    while (await verbs.computeDueScores());
  })

  it("says who is in which stage, refuses thresholds out of order at their field and keeps sound ones (A11)", async () => {
    const { page } = house.panel
    await house.panel.go("/settings/marketing")
    await page.getByRole("heading", { name: "Thresholds" }).waitFor()
    await settled(page)
    expect(await page.locator("main").innerText()).toMatch(/Lead\s+1\b/)
    const lapsed = page.getByLabel("Lapsed after (days)")
    await lapsed.fill("60")
    const save = page
      .locator("form")
      .filter({ has: page.getByRole("heading", { name: "Thresholds" }) })
      .getByRole("button", { name: "Save" })
    await save.click()
    await page.getByRole("alert").filter({ hasText: "earlier than they are lapsed" }).waitFor()
    await house.panel.snap("lifecycle-01-refused")
    await lapsed.fill("120")
    await save.click()
    await page.getByText("Thresholds saved").first().waitFor()
    await page.reload()
    await page.getByRole("heading", { name: "Thresholds" }).waitFor()
    expect(await lapsed.inputValue()).toBe("120")
    await house.panel.snap("lifecycle-02-saved")
  })

  it("all sending is stopped with one button, after a question, and goes on with another (G11)", async () => {
    const { page } = house.panel
    const { verbs } = house.store.container.resolve<MarketingService>("marketing")
    const sending = async () => (await verbs.readSending()).sending
    await house.panel.go("/settings/marketing")
    await page.getByRole("button", { name: "Stop all sending" }).click()
    const question = page.getByRole("alertdialog")
    await house.panel.snap("sending-01-question")
    await question.getByRole("button", { name: "Cancel" }).click()
    expect(await sending()).toBe("on")
    await page.getByRole("button", { name: "Stop all sending" }).click()
    await question.getByRole("button", { name: "Stop all sending" }).click()
    await page.getByRole("button", { name: "Resume sending" }).waitFor()
    expect(await sending()).toBe("stopped")
    await house.panel.snap("sending-02-stopped")

    await house.panel.go("/marketing")
    const banner = page.getByText("All sending is stopped.", { exact: false })
    await banner.waitFor()
    await settled(page)
    await house.panel.snap("sending-03-overview")
    await page.getByRole("link", { name: "To the switch" }).click()
    await page.getByRole("button", { name: "Resume sending" }).click()
    await question.getByRole("button", { name: "Resume sending" }).click()
    await page.getByRole("button", { name: "Stop all sending" }).waitFor()
    expect(await sending()).toBe("on")
    await house.panel.go("/marketing")
    await settled(page)
    expect(await banner.count()).toBe(0)
  })

  it("nobody gets too much: limits are set in plain words, refused at their field, and kept (P10)", async () => {
    const { page } = house.panel
    const { verbs } = house.store.container.resolve<MarketingService>("marketing")
    await house.panel.go("/settings/marketing")
    const form = page.locator("form").filter({ has: page.getByRole("heading", { name: "Sending limits" }) })
    // A provider that does not answer is told beside the switch.
    const until = new Date(Date.now() + 60_000)
    await verbs.tellBreaker("channel:email", { until, reason: "provider_down" })
    await page.reload()
    await page.getByText("E-mail: nothing goes out since", { exact: false }).waitFor()
    await form.getByLabel("Most messages a day", { exact: true }).fill("3")
    await form.getByLabel("E-mail: most messages in seven days").fill("4")
    await form.getByLabel("Quiet hours").click()
    await form.getByLabel("Until").fill("21:00")
    await form.getByLabel("Control group of the store (%)").fill("5")
    await form.getByRole("button", { name: "Save" }).click()
    await page.getByRole("alert").filter({ hasText: "begin and end at 21:00" }).waitFor()
    await form.scrollIntoViewIfNeeded()
    await house.panel.snap("limits-01-refused")
    await form.getByLabel("Until").fill("07:30")
    await form.getByRole("button", { name: "Save" }).click()
    await page.getByText("Sending limits saved").first().waitFor()
    expect(await verbs.readSendingLimits()).toMatchObject({
      caps: { per_day: 3, channels: { email: { per_day: null, per_week: 4 } }, exempt: ["notice"] },
      quiet_hours: { from: "21:00", to: "07:30", then: "hold" },
      hold_out_percent: 5,
    })
    await page.reload()
    await settled(page)
    expect(await form.getByLabel("Until").inputValue()).toBe("07:30")
  })

  it("speaks Chinese too (A11)", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    await chinese.go("/settings/marketing")
    await chinese.page.getByRole("heading", { name: "阈值" }).waitFor()
    await settled(chinese.page)
    expect(rawKeys(await chinese.page.locator("body").innerText())).toEqual([])
    expect(await chinese.page.locator("main").innerText()).toContain("有流失风险")
    await chinese.page.getByRole("heading", { name: "发送上限" }).scrollIntoViewIfNeeded()
    await chinese.snap("limits-02-zhCN-dark")
    await chinese.snap("lifecycle-03-zhCN-dark")
    expect([...house.panel.complaints, ...chinese.complaints].filter((said) => !/ 400 /.test(said))).toEqual(
      [],
    )
    await chinese.close()
  })
})
