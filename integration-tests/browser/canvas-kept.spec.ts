import type { Page } from "playwright-core"
import { openHouse } from "./house"
import { settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

describe("what stays in sight and at hand on the canvas", () => {
  let desk: Desk
  let ada: string
  const house = openHouse(async (store) => {
    const gathered = await gatherPeople(store)
    desk = gathered.desk
    ada = gathered.ada.customer_id
  })
  const tags = (id: string, x: number) => ({
    id,
    kind: "tags",
    settings: { add: [id], remove: [] },
    position: { x, y: 0 },
  })
  const makePlan = async (name: string, nodes: object[] = []): Promise<string> =>
    (
      await desk
        .post("/admin/marketing/plans")
        .send({ name, canvas: { nodes, edges: [] } })
        .expect(200)
    ).body.plan.id
  const cards = (page: Page) => page.locator(".react-flow__node-card")
  const open = async (page: Page, id: string) => {
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
  }
  const clickBeside = (page: Page) =>
    page.getByRole("region", { name: "Canvas", exact: true }).click({ position: { x: 20, y: 20 } })

  it("the keyboard, when the card that held it is undone, redone and undone again (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Undone by keys")
    await open(page, id)
    await clickBeside(page)
    for (const [nth, kind] of ["conditions", "wait", "do nothing"].entries()) {
      await page.keyboard.press("a")
      await page.getByRole("combobox", { name: /card|follow/i }).waitFor()
      await page.keyboard.type(kind)
      await page.getByRole("option").first().waitFor()
      await page.keyboard.press("Enter")
      await vi.waitFor(async () => expect(await cards(page).count()).toBe(nth + 1), { timeout: 10_000 })
      await vi.waitFor(
        async () =>
          expect(await page.evaluate(() => document.activeElement?.className)).toContain("react-flow__node"),
        { timeout: 10_000 },
      )
    }
    const press = async (keys: string, count: number) => {
      await page.keyboard.press(keys)
      await vi.waitFor(async () => expect(await cards(page).count()).toBe(count), { timeout: 5_000 })
      await vi.waitFor(
        async () => expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY"),
        { timeout: 5_000 },
      )
    }
    for (const left of [2, 1, 0]) await press("Control+z", left)
    for (const there of [1, 2, 3]) await press("Control+y", there)
    expect(house.panel.complaints).toEqual([])
  })

  it("what was pasted and noted, though a form opens beside it (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Pasted in sight", [tags("one", 0), tags("two", 320)])
    await open(page, id)
    await page.setViewportSize({ width: 1024, height: 900 })
    const inSight = async () => {
      const drawing = (await page.locator(".react-flow").boundingBox())!
      const boxes = await page
        .locator(".react-flow__node.selected")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()))
      expect(boxes.length).toBeGreaterThan(0)
      for (const { left, right, top, bottom } of boxes) {
        expect(left).toBeGreaterThanOrEqual(drawing.x)
        expect(right).toBeLessThanOrEqual(drawing.x + drawing.width)
        expect(top).toBeGreaterThanOrEqual(drawing.y)
        expect(bottom).toBeLessThanOrEqual(drawing.y + drawing.height)
      }
    }
    await clickBeside(page)
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Control+d")
    await vi.waitFor(async () => expect(await cards(page).count()).toBe(4), { timeout: 10_000 })
    await vi.waitFor(inSight, { timeout: 5_000 })
    await clickBeside(page)
    await page.keyboard.press("n")
    await page.getByRole("textbox", { name: "Note" }).waitFor()
    await vi.waitFor(inSight, { timeout: 5_000 })
    await page.setViewportSize({ width: 1440, height: 1000 })
  })

  it("no tick, where nobody could check the plan: on the drawing nor in the list (C1, C2)", async () => {
    const { page } = house.panel
    const id = await makePlan("Not checked", [tags("one", 0)])
    await page.route("**/estimate", (route) => route.abort())
    await open(page, id)
    await page.getByRole("button", { name: "Not checked" }).waitFor()
    await clickBeside(page)
    await page.keyboard.press("l")
    await page.locator('[data-card="one"]').waitFor()
    expect(await page.getByLabel("No problems", { exact: true }).count()).toBe(0)
    await page.unroute("**/estimate")
    house.panel.complaints.length = 0
  })

  it("every segment to choose from, where there are more than a list can hold (C1, P2)", async () => {
    const { page } = house.panel
    const rule = { fact: "profile.has_account", op: "is", value: true }
    for (let nth = 0; nth < 101; nth++)
      await desk
        .post("/admin/marketing/segments")
        .send({ name: `Segment ${nth}`, rule })
        .expect(200)
    const { segments } = (await desk.get("/admin/marketing/segments?q=Segment 0").expect(200)).body
    const oldest = segments.find(({ name }: { name: string }) => name === "Segment 0")
    await house.panel.go(`/marketing/plans/create?segment_id=${oldest.id}`)
    const chosen = page.getByRole("dialog").getByRole("button", { name: /Segment 0$/ })
    await chosen.click()
    await page.getByPlaceholder("Search").last().fill("Segment 7")
    await page.getByRole("button", { name: "Segment 77", exact: true }).click()
    await page.getByRole("button", { name: /: Segment 77$/ }).waitFor()
    expect(house.panel.complaints).toEqual([])
  })

  it("all plans that were ticked on several pages of the list (P21)", async () => {
    const { page } = house.panel
    for (let nth = 0; nth < 25; nth++) await makePlan(`Plan ${nth}`)
    await house.panel.go("/marketing/plans")
    await settled(page)
    const tick = async (nth: number) => page.getByRole("row").nth(nth).getByRole("checkbox").click()
    await tick(1)
    await tick(2)
    await page.getByRole("button", { name: "Next", exact: true }).click()
    await page.waitForURL(/offset=20/)
    await settled(page)
    await tick(1)
    await page.getByText("3 chosen").waitFor()
    await page.keyboard.press("d")
    const drawer = page.getByRole("dialog")
    await drawer.getByText("Delete 3 plans").waitFor()
    expect(await drawer.getByRole("listitem").count()).toBe(3)
    await drawer.getByRole("button", { name: "Delete", exact: true }).click()
    await drawer.waitFor({ state: "hidden" })
    expect(house.panel.complaints).toEqual([])
  })

  it("what a card is called on somebody's way, and what a card that is gone did (C10, C11)", async () => {
    const { page } = house.panel
    const at = (nth: number) => ({ position: { x: nth * 340, y: 0 } })
    const rule = { all: [{ fact: "profile.has_account", op: "is", value: true }] }
    const asked = { outcome: "received", plan: "this-plan", node: "hello" }
    const nodes = [
      { id: "who", kind: "conditions", settings: { rule }, ...at(0) },
      {
        id: "hello",
        kind: "message:log",
        name: "Welcome",
        settings: { content: { text: "Hi" } },
        ...at(1),
      },
      { id: "stay", kind: "wait", settings: { amount: 3, unit: "days" }, ...at(2) },
      { id: "ask", kind: "filter", settings: { rule: asked }, ...at(3) },
    ]
    const edges = [
      { from: "who", to: "hello" },
      { from: "hello", to: "stay" },
      { from: "stay", to: "ask" },
    ]
    const made = await desk
      .post("/admin/marketing/plans")
      .send({ name: "Welcome", canvas: { nodes, edges } })
      .expect(200)
    const path = `/admin/marketing/plans/${made.body.plan.id}`
    const { plan } = (await desk.post(`${path}/publish`).expect(200)).body
    await vi.waitFor(
      async () => expect((await desk.get(`${path}/report/people`).expect(200)).body.count).toBe(3),
      { timeout: 30_000, interval: 250 },
    )
    await house.panel.go(`/marketing/plans/${plan.id}/people/${ada}`)
    const filter = page.locator('.react-flow__node[data-id="ask"]')
    await filter.getByText("the card “Welcome”").waitFor()

    const later = {
      ...plan.canvas,
      nodes: plan.canvas.nodes.filter(({ id }: { id: string }) => id !== "stay"),
    }
    later.edges = [
      { from: "who", to: "hello" },
      { from: "hello", to: "ask" },
    ]
    await desk.post(path).send({ canvas: later }).expect(200)
    await house.panel.go(`/marketing/plans/${plan.id}?canvas=draft`)
    await page.locator('.react-flow__node[data-id="stay"]').getByText("Waits 3 days").waitFor()
    expect(house.panel.complaints).toEqual([])
  })

  it("what a plan gives and what that is worth, for whoever approves it (P13)", async () => {
    const { page } = house.panel
    const rule = { all: [{ fact: "profile.has_account", op: "is", value: true }] }
    const nodes = [
      { id: "who", kind: "conditions", settings: { rule }, position: { x: 0, y: 0 } },
      { id: "give", kind: "benefit:points", settings: { amount: 20 }, position: { x: 340, y: 0 } },
    ]
    const canvas = { nodes, edges: [{ from: "who", to: "give" }] }
    const { plan } = (await desk.post("/admin/marketing/plans").send({ name: "Thanks", canvas }).expect(200))
      .body
    const { user } = (await desk.get("/admin/users/me").expect(200)).body
    const approval = { on: true, approvers: [user.id] }
    await desk.post("/admin/marketing/settings").send({ approval }).expect(200)
    await desk.post(`/admin/marketing/plans/${plan.id}/submit`).expect(200)
    await house.panel.go(`/marketing/plans/${plan.id}?review=open`)
    const line = page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Points" })
    await line.waitFor()
    expect(await line.innerText()).toMatch(/3 people · 60 points · €0\.60/)
    await page.getByRole("dialog").getByText("Benefits are worth, at most").waitFor()
    await desk
      .post("/admin/marketing/settings")
      .send({ approval: { on: false, approvers: [] } })
      .expect(200)
  })
})
