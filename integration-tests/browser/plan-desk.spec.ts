import { planTemplates } from "../../src/plan-templates"
import { hire } from "../support/shop"
import { openHouse } from "./house"
import { type Panel, rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

const CHIEF = "chief@example.test"
const CART = "Abandoned cart"

/** From a ready plan to one that somebody else approved, and the list of all. Each test goes on where the one before it ended. */
describe("a merchant's desk: ready plans, approval and the list", () => {
  let desk: Desk
  let chief: Panel
  let second: string

  const house = openHouse(async (store) => {
    ;({ desk } = await gatherPeople(store))
    await hire(store.app, store.container, CHIEF)
  })

  const dialog = (panel: Panel) => panel.page.getByRole("dialog")
  const row = (name: string) => house.panel.page.getByRole("row").filter({ hasText: name })

  it("takes a plan from the gallery, fills it in and stands before its canvas (C12)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans")
    await page.getByRole("link", { name: "From a template" }).first().click()
    await page.getByRole("heading", { name: "Plans from templates" }).waitFor()
    await settled(page)
    expect(await page.locator("main section li").count()).toBe(planTemplates.length)
    await page.getByRole("img", { name: `The canvas of “${CART}”, in small` }).waitFor()
    await house.panel.snap("plan-gallery-en-light")
    await page
      .getByRole("button", { name: new RegExp(`^.*${CART}`) })
      .first()
      .click()
    await dialog(house.panel).getByLabel("Reminder after").fill("")
    await dialog(house.panel).getByRole("button", { name: "Use template" }).click()
    await dialog(house.panel).getByText("A whole number from 1 to 720.").first().waitFor()
    await dialog(house.panel).getByLabel("Reminder after").fill("3")
    await house.panel.snap("plan-gallery-drawer-en-light")
    await dialog(house.panel).getByRole("button", { name: "Use template" }).dblclick()
    await page.waitForURL("**/marketing/plans/mkplan_*")
    await page.getByRole("heading", { name: CART, level: 1 }).waitFor()
    await settled(page)
    await house.panel.snap("plan-from-template-en-light")
    const { plans, count } = (await desk.get("/admin/marketing/plans").expect(200)).body
    expect(count).toBe(1)
    const { plan } = (await desk.get(`/admin/marketing/plans/${plans[0].id}`).expect(200)).body
    expect(plan.canvas.nodes[0].settings).toMatchObject({ wait: { amount: 3, unit: "hours" } })
  })

  it("says what the plan is to reach and may give, and whose messages it does not heed (P1, P9)", async () => {
    const { page } = house.panel
    const { id } = (await desk.get("/admin/marketing/plans")).body.plans[0]
    const elsewhere = (
      await desk.post("/admin/marketing/plans", { name: "Newsletter", canvas: { nodes: [], edges: [] } })
    ).body.plan.id
    await page.getByRole("tab", { name: "Settings" }).click()
    await house.panel.choose("Goal", "Paid orders")
    await page.getByRole("button", { name: "Save settings" }).click()
    await page.getByText("This is needed.").waitFor()
    await page.getByLabel("Number of paid orders").fill("40")
    await page.getByRole("button", { name: "Add a target" }).click()
    await house.panel.choose("Target 2", "Share who buy (%)")
    await page.getByLabel("Percent of the people who buy").fill("fifteen")
    const budget = page.getByRole("textbox", { name: "Budget for benefits" })
    await budget.fill("five hundred")
    await page.getByRole("button", { name: "Save settings" }).click()
    await page.getByText("Must be a number.").nth(1).waitFor()
    await house.panel.snap("plan-goal-unread-en-light")
    expect((await desk.get(`/admin/marketing/plans/${id}`)).body.plan.settings.goal).toBeUndefined()
    // What was typed still stands there.
    expect(await budget.inputValue()).toBe("five hundred")
    await page.getByLabel("Percent of the people who buy").fill("15")
    await budget.fill("500.50")
    await page.getByLabel("Do not disturb (hours)").fill("24")
    await page.getByRole("button", { name: "Choose plans" }).click()
    await page.getByRole("checkbox", { name: "Newsletter" }).click()
    await page.keyboard.press("Escape")
    await page.getByRole("checkbox", { name: "E-mail" }).click()
    await settled(page)
    await house.panel.snap("plan-goal-settings-en-light")
    await page.getByRole("button", { name: "Save settings" }).click()
    await page.getByText("Plan saved").first().waitFor()
    const { plan } = (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body
    expect(plan.settings).toMatchObject({
      goal: { metric: "orders", target: 40 },
      targets: [{ metric: "conversion_rate", target: 0.15 }],
      budget: { amount: 50_050, currency: "eur" },
      do_not_disturb: { hours: 24, then: "skip", except_plans: [elsewhere], except_channels: ["email"] },
    })
    await desk.delete(`/admin/marketing/plans/${elsewhere}`).expect(200)
    await page.getByRole("tab", { name: "Canvas" }).click()
  })

  it("has plans approved from now on, and says who does (P13)", async () => {
    const { page } = house.panel
    await house.panel.go("/settings/marketing")
    await page.getByRole("switch", { name: "Plans are approved before they are published" }).click()
    await page.getByRole("checkbox", { name: CHIEF }).click()
    await page.locator("form").filter({ hasText: "Who approves" }).scrollIntoViewIfNeeded()
    await house.panel.snap("approval-settings-en-light")
    await page
      .locator("form")
      .filter({ hasText: "Who approves" })
      .getByRole("button", { name: "Save" })
      .click()
    await page.getByText("Approval saved").waitFor()
    // Whoever gave the say away reads what was decided, and why it is not theirs any more.
    const form = page.locator("form").filter({ hasText: "Who approves" })
    await form.getByText("Only those who approve change this").waitFor()
    expect(await form.getByRole("switch").isDisabled()).toBe(true)
    expect(await form.getByRole("checkbox", { name: CHIEF }).isDisabled()).toBe(true)
    expect(await form.getByRole("button", { name: "Save" }).count()).toBe(0)
    await house.panel.snap("approval-settings-locked-en-light")
  })

  it("submits a plan; somebody else gives it back with a reason, and then approves it (P13)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans")
    await row(CART).click()
    await page.getByRole("button", { name: "Submit for approval" }).click()
    await dialog(house.panel).getByText("The first version: everything is new.").waitFor()
    await dialog(house.panel).getByLabel("A word to the approvers").fill("Please have a look")
    await settled(page)
    await house.panel.snap("approval-submit-en-light")
    await dialog(house.panel).getByRole("button", { name: "Submit for approval" }).dblclick()
    await page.getByText("In review").first().waitFor()
    await page.getByRole("button", { name: "Review", exact: true }).click()
    await dialog(house.panel)
      .getByText("The approvers named in the marketing settings")
      .or(dialog(house.panel).getByText("You submitted this"))
      .waitFor()
    expect(await dialog(house.panel).getByRole("button", { name: "Approve and publish" }).count()).toBe(0)

    chief = await house.another({ email: CHIEF })
    await chief.page.goto(page.url())
    await dialog(chief).getByText("Please have a look").waitFor()
    await settled(chief.page)
    expect(await dialog(chief).getByRole("button", { name: "Reject" }).isDisabled()).toBe(true)
    await dialog(chief).getByLabel("A word about the decision").fill("Say who it is from")
    await chief.snap("approval-review-en-light")
    await dialog(chief).getByRole("button", { name: "Reject" }).click()
    await chief.page.getByText("Given back to the author").waitFor()

    await page.reload()
    await page.getByText("Say who it is from").first().waitFor()
    await settled(page)
    await house.panel.snap("approval-rejected-en-light")
    await page.getByRole("button", { name: "Submit for approval" }).click()
    await dialog(house.panel).getByRole("button", { name: "Submit for approval" }).click()
    await page.getByText("In review").first().waitFor()
    await chief.page.reload()
    await chief.page.getByRole("button", { name: "Review", exact: true }).click()
    await dialog(chief).getByRole("button", { name: "Approve and publish" }).dblclick()
    await chief.page.getByText("Running").first().waitFor()
    await chief.page.getByRole("tab", { name: "Log" }).click()
    await chief.page.getByText("Approved and published").first().waitFor()
    await settled(chief.page)
    await chief.snap("approval-log-en-light")
  })

  it("holds the plan against its goal and its budget in the report and the list (P1, P21)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans")
    await row(CART).getByText("0%").waitFor()
    await row(CART).click()
    await page.getByRole("tab", { name: "Report" }).click()
    await page.getByText("0 of 40 paid orders").waitFor()
    await page.getByText("€0.00 of €500.50").waitFor()
    expect(await page.getByRole("progressbar", { name: "Goal" }).getAttribute("aria-valuenow")).toBe("0")
    await settled(page)
    await house.panel.snap("plan-goal-report-en-light")
  })

  it("finds its way in the list: narrowed, sorted, kept in the address, several at once (P21)", async () => {
    const { page } = house.panel
    const { id } = (await desk.get("/admin/marketing/plans")).body.plans[0]
    second = (await desk.post(`/admin/marketing/plans/${id}/duplicate`).expect(200)).body.plan.id
    await desk.post(`/admin/marketing/plans/${second}`, { name: "Second thoughts" }).expect(200)
    await house.panel.go("/marketing/plans?state=draft&state=running&order=-name")
    await row("Second thoughts").waitFor()
    await settled(page)
    expect(await page.getByRole("row").count()).toBe(3)
    await page.getByRole("columnheader", { name: "Owner" }).waitFor()
    await house.panel.snap("plan-list-en-light")
    await page.getByRole("button", { name: `Menu of “${CART}”` }).click()
    await page.getByRole("menuitem", { name: "Pause plan" }).waitFor()
    await house.panel.snap("plan-list-menu-en-light")
    await page.getByRole("menuitem", { name: "Pause plan" }).press("Escape")
    await row(CART).getByRole("checkbox").click()
    await row("Second thoughts").getByRole("checkbox").click()
    await page.getByRole("button", { name: "Pause" }).first().click()
    await dialog(house.panel).getByText("Cannot be paused").waitFor()
    await house.panel.snap("plan-list-bulk-en-light")
    await dialog(house.panel).getByRole("button", { name: "Pause" }).dblclick()
    await row(CART).waitFor({ state: "detached" })
    await house.panel.go("/marketing/plans?state=paused")
    await row(CART).getByText("Paused").waitFor()
    await house.panel.go("/marketing/plans?state=in_review")
    await page.getByText("No results").first().waitFor()
  })

  it("opens what a row is about by keyboard, and has its figures and its menu in a narrow window (P21, O7)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans")
    await page.setViewportSize({ width: 1024, height: 768 })
    await row("Second thoughts").waitFor()
    await settled(page)
    await house.panel.snap("plan-list-1024-en-light")
    const menu = await page.getByRole("button", { name: "Menu of “Second thoughts”" }).boundingBox()
    expect(menu!.x + menu!.width).toBeLessThan(1024)
    await page.getByRole("columnheader", { name: "Covered" }).waitFor()
    expect(await page.getByRole("columnheader", { name: "Owner" }).count()).toBe(0)
    await page.setViewportSize({ width: 1440, height: 1000 })
    await page.getByRole("columnheader", { name: "Owner" }).waitFor()
    await page.getByRole("link", { name: "Second thoughts" }).press("Enter")
    await page.getByRole("heading", { name: "Second thoughts", level: 1 }).waitFor()
    await page.goBack()
    await row("Second thoughts").waitFor()
  })

  it("wrote nothing into the browser's console all the while", () => {
    // What was refused while filling in is in the console, as it must be.
    expect(
      [...house.panel.complaints, ...chief.complaints].filter(
        (one) => !/400.*\/plan-templates\/[a-z-]+\/fill/.test(one),
      ),
    ).toEqual([])
  })

  it("reads it in Chinese and in the dark, with no text missing (O7)", async () => {
    await desk.post(`/admin/marketing/plans/${second}/submit`).expect(200)
    const other = await house.another({ language: "zhCN", theme: "dark", email: CHIEF })
    for (const [name, route] of [
      ["plan-list", "/marketing/plans"],
      ["plan-gallery", "/marketing/plans/templates"],
      ["approval-settings", "/settings/marketing"],
      ["approval-review", `/marketing/plans/${second}?review=open`],
    ] as const) {
      await other.go(route)
      await settled(other.page)
      if (name === "approval-settings")
        await other.page.getByText("审核人", { exact: true }).scrollIntoViewIfNeeded()
      if (name === "approval-review")
        await dialog(other).getByRole("button", { name: "通过并发布" }).waitFor()
      await settled(other.page)
      expect(rawKeys(await other.page.locator("body").innerText())).toEqual([])
      await other.snap(`${name}-zhCN-dark`)
    }
    await other.go("/marketing/plans/templates")
    await other.page
      .getByRole("button", { name: /购物车挽回/ })
      .first()
      .click()
    await settled(other.page)
    await other.snap("plan-gallery-drawer-zhCN-dark")
    expect(rawKeys(await dialog(other).innerText())).toEqual([])
    expect(other.complaints).toEqual([])
    await other.close()
  })
})
