import type { Browser } from "playwright-core"
import type { MarketingService } from "../../src/modules/marketing/service"
import { type OpenStore, openStore } from "../support/open-store"
import { hireStaff, openShop, registerShopper } from "../support/shop"
import { openPanel, type Panel, rawKeys, settled, startBrowser } from "./panel"
import { staffLogin } from "./people"

describe("the lifecycle in the admin panel's settings", () => {
  let store: OpenStore
  let browser: Browser
  let panel: Panel

  beforeAll(async () => {
    store = await openStore()
    await hireStaff(store.app, store.container)
    const ada = await registerShopper(store.app, await openShop(store.container), "Ada")
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    await verbs.syncCustomers([ada.customer_id])
    while (await verbs.computeDueScores());
    browser = await startBrowser()
    panel = await openPanel(browser, { address: store.address, ...staffLogin })
  })
  afterAll(async () => {
    await browser?.close()
    await store?.close()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await panel?.snap(`failed ${task.name.slice(0, 40)}`)
  })

  it("says who is in which stage, refuses thresholds out of order at their field and keeps sound ones (A11)", async () => {
    const { page } = panel
    await panel.go("/settings/marketing")
    await page.getByRole("heading", { name: "Thresholds" }).waitFor()
    await settled(page)
    expect(await page.locator("main").innerText()).toMatch(/Lead\s+1\b/)
    const lapsed = page.getByLabel("Lapsed after (days)")
    await lapsed.fill("60")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("alert").filter({ hasText: "earlier than they are lapsed" }).waitFor()
    await panel.snap("lifecycle-01-refused")
    await lapsed.fill("120")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByText("Thresholds saved").first().waitFor()
    await page.reload()
    await page.getByRole("heading", { name: "Thresholds" }).waitFor()
    expect(await lapsed.inputValue()).toBe("120")
    await panel.snap("lifecycle-02-saved")
  })

  it("speaks Chinese too (A11)", async () => {
    const chinese = await openPanel(browser, {
      address: store.address,
      ...staffLogin,
      language: "zhCN",
      theme: "dark",
    })
    await chinese.go("/settings/marketing")
    await chinese.page.getByRole("heading", { name: "阈值" }).waitFor()
    await settled(chinese.page)
    expect(rawKeys(await chinese.page.locator("body").innerText())).toEqual([])
    expect(await chinese.page.locator("main").innerText()).toContain("有流失风险")
    await chinese.snap("lifecycle-03-zhCN-dark")
    expect([...panel.complaints, ...chinese.complaints].filter((said) => !/ 400 /.test(said))).toEqual([])
    await chinese.close()
  })
})
