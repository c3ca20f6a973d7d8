import type { Page } from "playwright-core"
import { openHouse } from "./house"
import { settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

describe("what stays in sight and at hand on the canvas", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
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
})
