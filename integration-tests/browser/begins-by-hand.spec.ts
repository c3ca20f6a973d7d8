import type { Page } from "playwright-core"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

type Node = { id: string; kind: string; settings: Record<string, unknown> }

/** Every way in which a plan can begin, chosen and filled in with the mouse alone. */
describe("how a plan begins, by hand", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })

  const newest = async () => {
    const { plans } = (await desk.get("/admin/marketing/plans").expect(200)).body
    return (await desk.get(`/admin/marketing/plans/${plans[0].id}`).expect(200)).body.plan
  }
  const next = (page: Page) => page.getByRole("button", { name: "Continue" }).click()
  /** A plan with a name, at the step that says what people get, which is a message. */
  const write = async (page: Page) => {
    await next(page)
    await page.getByRole("radio", { name: "E-mail" }).click()
    await page.getByLabel("Subject").fill("Hello")
    await page.getByLabel("Text (HTML)").fill("<p>Hello</p>")
    await next(page)
    await next(page)
    await page.getByRole("heading", { name: "When does it start?" }).waitFor()
  }
  const inspector = (page: Page) => page.getByRole("complementary", { name: "What is chosen" })
  const add = async (page: Page, kind: string) => {
    await page
      .getByRole("complementary", { name: "Cards to add" })
      .getByRole("button", { name: kind, exact: true })
      .click()
    await inspector(page).getByText(kind, { exact: true }).first().waitFor()
  }
  const pickEvent = async (page: Page, event: string) => {
    await page.getByRole("button", { name: "What they do" }).first().click()
    await page.getByPlaceholder(/^Search: bought/).fill(event)
    await page.getByRole("option", { name: event }).first().click()
  }
  const canvasOf = async (says: (nodes: Node[], plan: { type: string }) => void) =>
    vi.waitFor(
      async () => {
        const plan = await newest()
        says(plan.canvas.nodes, plan)
      },
      { timeout: 20_000, interval: 250 },
    )

  it("the wizard takes the customers of sales reps, part by part (P2, P11)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans/create")
    await page.getByLabel("Name", { exact: true }).fill("From your rep")
    await page.getByRole("radio", { name: "Sales reps' customers" }).click()
    await next(page)
    await page.getByText("This is needed.").waitFor()
    await page.getByRole("combobox", { name: "Sales rep" }).fill("Eva")
    await page.keyboard.press("Enter")
    await page.getByText("0 customers").waitFor()
    await write(page)
    await page.getByLabel("People at a time").fill("500")
    await page.getByLabel("The next ones after (minutes)").fill("30")
    await next(page)
    await page.getByText("500 every 30 minutes").waitFor()
    const { canvas, settings } = await newest()
    expect(canvas.nodes[0]).toMatchObject({ kind: "rep-contacts", settings: { reps: ["Eva"] } })
    expect(settings.batch).toEqual({ size: 500, every_minutes: 30 })
    await page.getByRole("button", { name: "Open the draft" }).click()
    await page.getByText("Everyone who belongs to Eva").waitFor()
  })

  it("the wizard begins with what happens, and lets nobody in too often (P5, P7, P8)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans/create")
    await page.getByLabel("Name", { exact: true }).fill("Seen you")
    await page.getByRole("radio", { name: "Conditions of its own" }).click()
    await write(page)
    await page.getByRole("radio", { name: "When something happens" }).click()
    await next(page)
    await page.getByText("This is needed.").waitFor()
    await house.panel.choose("What happens", "Birthday")
    await page.getByLabel("Days before").fill("3")
    await house.panel.choose("What happens", "Somebody does something")
    await next(page)
    await page.getByText("This is needed.").waitFor()
    await pickEvent(page, "Visited the shop")
    await page.getByLabel("How many times").fill("1")
    await house.panel.choose("In which period", "a day")
    await next(page)
    await page.getByText("No problems: the plan can be published.").waitFor()
    await page.getByText("People who visited the shop").waitFor()
    await page.getByText("once a day").waitFor()
    expect(rawKeys(await page.getByRole("dialog").innerText())).toEqual([])
    await house.panel.snap("wizard-triggered")
    const { type, canvas, settings } = await newest()
    expect(type).toBe("triggered")
    expect(settings.entry).toEqual({ limit: { times: 1, per: "day" }, cool_down_hours: 0 })
    expect(canvas.nodes.map(({ kind }: Node) => kind)).toEqual(["trigger:did-something", "message:email"])
    await page.getByRole("button", { name: "Publish plan" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Publish plan" }).click()
    // The list behind the wizard knows plans that run already.
    await page.waitForURL(/\/marketing\/plans\/mkplan_/)
    await page.getByText("Running", { exact: true }).first().waitFor()
  })

  it("what happens lets people in between two minutes: a wrong end is said beside it, and the settings show and change it (P12)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans/create")
    await page.getByLabel("Name", { exact: true }).fill("Advent")
    await page.getByRole("radio", { name: "Conditions of its own" }).click()
    await write(page)
    await page.getByRole("radio", { name: "When something happens" }).click()
    await house.panel.choose("What happens", "Birthday")
    await page.getByLabel("Lets people in from").fill("2098-12-01T10:00")
    await page.getByLabel(/^Until/).fill("2097-12-24T18:00")
    await next(page)
    await page
      .getByText("The end, 2097-12-24 18:00, is not after the start, 2098-12-01 10:00.")
      .first()
      .waitFor()
    await house.panel.snap("wizard-span-refused")
    await page.getByRole("tab", { name: "When" }).click()
    await page.getByLabel(/^Until/).fill("2098-12-24T18:00")
    await house.panel.snap("wizard-span")
    await next(page)
    await page.getByText("No problems: the plan can be published.").waitFor()
    await page.getByText("from 2098-12-01 10:00, until 2098-12-24 18:00").waitFor()
    await page.getByRole("button", { name: "Publish plan" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Publish plan" }).click()
    await page.getByText("Scheduled", { exact: true }).first().waitFor()
    const plan = await newest()
    expect(plan.settings.schedule).toEqual({ from: "2098-12-01T10:00", to: "2098-12-24T18:00" })
    await page.getByText(/from 2098-12-01 10:00, until 2098-12-24 18:00 · next start/).waitFor()

    await house.panel.go(`/marketing/plans/${plan.id}?tab=settings`)
    await page.getByLabel("Lets people in from").fill("")
    await page.getByRole("button", { name: "Save settings" }).click()
    await page.getByText("Plan saved").waitFor()
    expect((await newest()).settings.schedule).toEqual({ to: "2098-12-24T18:00" })

    const zh = await house.another({ language: "zhCN", theme: "dark" })
    await zh.go(`/marketing/plans/${plan.id}?tab=settings`)
    await zh.page.getByLabel("停止接收客户").waitFor()
    expect(await zh.page.getByLabel("停止接收客户").inputValue()).toBe("2098-12-24T18:00")
    expect(rawKeys(await zh.page.locator("main").innerText())).toEqual([])
    await zh.page.getByLabel("停止接收客户").scrollIntoViewIfNeeded()
    await zh.snap("settings-span-zhCN")
    await zh.close()
  })

  it("an empty canvas becomes a triggered plan at its first card, and measures what people do (P5, C9)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans")
    await page.getByRole("button", { name: "Empty canvas" }).click()
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await add(page, "Somebody does something")
    await pickEvent(page, "Viewed a product")
    await inspector(page).getByRole("button", { name: "any product" }).click()
    await page.getByRole("checkbox").first().click()
    await page.keyboard.press("Escape")
    await inspector(page).getByRole("button", { name: "Make it a triggered plan" }).click()
    await canvasOf(([first], { type }) => {
      expect(type).toBe("triggered")
      expect(first?.settings).toMatchObject({
        event: "product_viewed",
        where: { product_id: { in: [expect.any(String)] } },
      })
    })
    await add(page, "Analysis")
    await inspector(page).getByRole("button", { name: "Choose" }).click()
    await page.getByRole("checkbox").first().click()
    await page.keyboard.press("Escape")
    await canvasOf(([, second]) =>
      expect(second).toMatchObject({ kind: "analysis", settings: { product_ids: [expect.any(String)] } }),
    )
    await settled(page)
    await page.getByText("0 problems").waitFor()
    await house.panel.snap("canvas-analysis-form")
  })

  it("a plan's settings say how often somebody may come in, and keep it (P8)", async () => {
    const { page } = house.panel
    const { id } = await newest()
    await house.panel.go(`/marketing/plans/${id}?tab=settings`)
    await page.getByLabel("Rest after leaving (hours)").fill("24")
    await page.getByRole("button", { name: "Save settings" }).click()
    await page.getByText("Plan saved").waitFor()
    expect((await newest()).settings.entry).toEqual({ limit: null, cool_down_hours: 24 })
  })

  it("what opens and what one chooses from follows the way of reading (O7)", async () => {
    const panel = await house.another({})
    const { page } = panel
    await page.context().addCookies([{ name: "lng", value: "ar", url: house.store.address }])
    await panel.go("/marketing/plans/create")
    const tab = (name: string) => page.getByRole("tab", { name })
    await tab("Who").waitFor()
    const readFrom = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).direction)
    expect(await readFrom("[role=tabpanel]")).toBe("rtl")
    expect(await readFrom("[role=radiogroup]")).toBe("rtl")
    expect(await readFrom("[role=dialog] [role=combobox]")).toBe("rtl")
    const [who, what] = await Promise.all([tab("Who").boundingBox(), tab("What").boundingBox()])
    expect(what!.x + what!.width).toBeLessThanOrEqual(who!.x + 1)
    // The next one is on the left, for the keys too.
    await tab("Who").focus()
    await page.keyboard.press("ArrowLeft")
    await page.getByText("This is needed.").first().waitFor()
    await panel.snap("wizard-rtl")
    const { segment } = (
      await desk
        .post("/admin/marketing/segments")
        .send({ name: "All", type: "dynamic", rule: { all: [] } })
        .expect(200)
    ).body
    await panel.go(`/marketing/segments/${segment.id}?tab=insight`)
    await page.getByText("Profile").first().waitFor()
    await settled(page)
    expect(await readFrom("[role=tabpanel]")).toBe("rtl")
    const tabs = page.locator("[dir]").filter({ has: page.getByRole("tablist") })
    expect(await tabs.evaluateAll((all) => all.map((one) => one.getAttribute("dir")))).not.toContain("ltr")
    await panel.snap("insight-rtl")
    await panel.close()
  })
})
