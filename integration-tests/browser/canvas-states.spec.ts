import type { Locator, Page } from "playwright-core"
import { atRest, inSight } from "./at-rest"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

type Saved = { nodes: { id: string; kind: string; settings: Record<string, unknown> }[] }

describe("states of a plan on the canvas", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })

  const at = (nth: number, y = 0) => ({ position: { x: nth * 340, y } })
  const chain = (days: number, tag: string) => ({
    nodes: [
      { id: "who", kind: "conditions", name: "Everybody", settings: { rule: { all: [] } }, ...at(0) },
      { id: "rest", kind: "wait", settings: { amount: days, unit: "days" }, ...at(1) },
      { id: "mark", kind: "tags", settings: { add: [tag], remove: [] }, ...at(2) },
      { id: "end", kind: "exit", settings: {}, ...at(3) },
    ],
    edges: [
      { from: "who", to: "rest" },
      { from: "rest", to: "mark" },
      { from: "mark", to: "end" },
    ],
  })
  const makePlan = async (name: string, canvas: object): Promise<string> =>
    (await desk.post("/admin/marketing/plans").send({ name, canvas }).expect(200)).body.plan.id
  const planOf = async (id: string) => (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body.plan
  const isSaved = (id: string, says: (canvas: Saved) => void): Promise<void> =>
    vi.waitFor(async () => says((await planOf(id)).canvas), { timeout: 20_000, interval: 250 })
  const tool = (page: Page, name: string) =>
    page.getByRole("toolbar", { name: "Tools of the canvas" }).getByRole("button", { name, exact: true })
  const inspector = (page: Page) => page.getByRole("complementary", { name: "What is chosen" })
  const cards = (within: Page | Locator) => within.locator(".react-flow__node-card")
  const card = (within: Page | Locator, name: string) => cards(within).filter({ hasText: name })
  /** The drawing moves a little when a form opens beside it: what is chosen is certain when the form says so. */
  const choose = async (page: Page, said: string, kind: string) => {
    await atRest(page)
    await (await inSight(card(page, said))).click()
    await inspector(page).getByText(kind, { exact: true }).first().waitFor()
  }
  const open = async (page: Page, id: string, rest = "") => {
    await house.panel.go(`/marketing/plans/${id}${rest}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
  }

  it("an earlier state is looked at, put back, and taken back again; nothing is lost by it (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("With a past", chain(1, "first"))
    await open(page, id)
    await choose(page, "Waits 1 day", "Wait")
    await inspector(page).getByLabel("Amount").fill("5")
    await choose(page, "first", "Tags")
    await page.keyboard.press("Delete")
    await isSaved(id, ({ nodes }) => expect(nodes).toHaveLength(3))
    await tool(page, "Earlier states").click()
    const dialog = page.getByRole("dialog", { name: "Earlier states of this draft" })
    const states = dialog.getByRole("list", { name: "States, newest first" }).getByRole("button")
    await expect.poll(() => states.count()).toBe(2)
    await states.first().getByText("1 card gone, 1 card changed, 2 ways changed").waitFor()
    await states.first().getByText("The draft now").waitFor()
    await card(dialog, "gone").waitFor()
    await card(dialog, "changed").getByText("Waits 5 days").waitFor()
    expect(rawKeys(await dialog.innerText())).toEqual([])
    await house.panel.snap("draft-history-en-light")
    await states.last().click()
    await card(dialog, "Waits 1 day").waitFor()
    expect(await cards(dialog).count()).toBe(4)
    await dialog.getByRole("button", { name: "Restore as draft" }).click()
    await page.getByText(/The draft says again what it said at/).waitFor()
    await expect.poll(() => cards(page).count()).toBe(4)
    await card(page, "Waits 1 day").waitFor()
    // It is a step like any other.
    await tool(page, "Undo").click()
    await expect.poll(() => cards(page).count()).toBe(3)
    await isSaved(id, ({ nodes }) => expect(nodes).toHaveLength(3))
    const { drafts } = (await desk.get(`/admin/marketing/plans/${id}/drafts`).expect(200)).body
    expect(drafts.map(({ how }: { how: string }) => how)).toEqual(["drawn", "draft", "drawn", "began"])
    expect(house.panel.complaints).toEqual([])
  })

  it("settings that come back with an earlier state are told before, and taken back with it (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Once weekly", chain(1, "first"))
    const schedule = { every: "week", on: ["mon"], time: "10:00" }
    const saying = (plan: object) => desk.post(`/admin/marketing/plans/${id}`).send(plan).expect(200)
    await saying({ type: "recurring", settings: { schedule, holdout_percent: 7 } })
    await open(page, id)
    await tool(page, "Earlier states").click()
    const dialog = page.getByRole("dialog", { name: "Earlier states of this draft" })
    const states = dialog.getByRole("list", { name: "States, newest first" }).getByRole("button")
    await expect.poll(() => states.count()).toBe(2)
    const told = dialog.getByRole("region", { name: "Restoring changes in the draft now" })
    expect(await told.count()).toBe(0)
    await states.last().click()
    await told.getByText("Type: Recurring → Once").waitFor()
    await told.getByText("Held out (%): 7 → 0").waitFor()
    await told.getByText("Start: every week on Mon at 10:00 → As soon as it is published").waitFor()
    expect(rawKeys(await dialog.innerText())).toEqual([])
    await house.panel.snap("draft-history-settings-en-light")
    await dialog.getByRole("button", { name: "Restore as draft" }).click()
    await page.getByText("Its plan settings came back, too.").waitFor()
    expect(await planOf(id)).toMatchObject({ type: "one_time", settings: { holdout_percent: 0 } })
    await page.getByRole("button", { name: "Take all of it back" }).click()
    await vi.waitFor(async () =>
      expect(await planOf(id)).toMatchObject({
        ...{ type: "recurring", settings: { schedule: { every: "week" }, holdout_percent: 7 } },
      }),
    )
    expect(house.panel.complaints).toEqual([])
  })

  it("the draft beside a running plan shows what is other; it is published, and people finish on theirs (C11, P20)", async () => {
    const { page } = house.panel
    const id = await makePlan("Edited while it runs", chain(3, "old"))
    await desk.post(`/admin/marketing/plans/${id}/publish`).expect(200)
    const inside = async () => {
      const { versions } = (await desk.get(`/admin/marketing/plans/${id}/versions`).expect(200)).body
      return versions.map((one: { version: number; inside: number }) => [one.version, one.inside])
    }
    await vi.waitFor(async () => expect(await inside()).toEqual([[1, 4]]), { timeout: 30_000 })
    await open(page, id, "?canvas=draft")
    await page.getByRole("list", { name: "What the marks mean" }).waitFor()
    await choose(page, "old", "Tags")
    await page.keyboard.press("Delete")
    await choose(page, "Waits 3 days", "Wait")
    await inspector(page).getByLabel("Amount").fill("2")
    await inspector(page).getByText("Changed since version 1").waitFor()
    expect(await inspector(page).getByRole("table").innerText()).toMatch(/Amount\s+3\s+2/)
    await page
      .getByRole("complementary", { name: "Cards to add" })
      .getByRole("button", { name: "Lead score", exact: true })
      .click()
    await card(page, "new").getByText("Lead score", { exact: true }).waitFor()
    await card(page, "gone").getByText("old").waitFor()
    await card(page, "changed").getByText("Waits 2 days").waitFor()
    expect(await cards(page).count()).toBe(5)
    await tool(page, "Show everything").click()
    await atRest(page)
    await house.panel.snap("canvas-difference-en-light")
    // Nothing is put on a line that is gone, and it is not chosen.
    const question = page.getByRole("dialog", { name: "What should follow?" })
    const lines = page.locator(".react-flow__edge")
    const gone = page.locator('.react-flow__edge[data-id$=" gone"]').first()
    await gone.dispatchEvent("dblclick")
    expect(await question.count()).toBe(0)
    await gone.dispatchEvent("contextmenu")
    const menu = page.getByRole("menu")
    await menu.waitFor()
    expect(await inspector(page).getByText("1 line chosen").count()).toBe(0)
    await menu.press("Escape")
    await menu.waitFor({ state: "hidden" })
    await lines.last().dispatchEvent("dblclick")
    await question.press("Escape")
    await question.waitFor({ state: "hidden" })
    await card(page, "Waits 2 days").focus()
    // What is gone is only looked at: choosing everything leaves it alone.
    await page.keyboard.press("Control+a")
    await inspector(page).getByText("4 cards chosen").waitFor()
    await tool(page, "Mark what changed").click()
    expect(await cards(page).count()).toBe(4)
    expect(await card(page, "changed").count()).toBe(0)
    await inspector(page).getByText("4 cards chosen").waitFor()
    await isSaved(id, ({ nodes }) => expect(nodes).toHaveLength(4))
    await choose(page, "Lead score", "Lead score")
    await inspector(page).getByLabel("Points added to the lead score").fill("5")
    await page.getByRole("button", { name: "0 problems" }).waitFor()

    await page.getByRole("button", { name: "Publish version 2" }).click()
    const drawer = page.getByRole("dialog", { name: /Publish version 2 of/ })
    await drawer.getByRole("button", { name: "Show on the drawing" }).click()
    const drawn = page.getByRole("dialog", { name: /What changed in/ })
    await card(drawn, "gone").waitFor()
    await (await inSight(card(drawn, "changed"))).click()
    await drawn.getByRole("table").getByText("2", { exact: true }).waitFor()
    await house.panel.snap("canvas-difference-drawn-en-light")
    await drawn.getByRole("button", { name: "Close" }).last().click()
    await drawer.getByRole("button", { name: "Publish version 2" }).click()
    await page.getByText("Version 2 published").waitFor()
    expect(await inside()).toEqual([
      [2, 0],
      [1, 4],
    ])
    await house.panel.go(`/marketing/plans/${id}?tab=versions`)
    await page.getByRole("button", { name: "What changed" }).click()
    await page.getByRole("button", { name: "Show on the drawing" }).click()
    await card(page.getByRole("dialog"), "new").waitFor()
    expect(house.panel.complaints).toEqual([])
  })

  it("whoever reviews the next version sees when it starts, and it drawn with what is other (P4, P13, P20)", async () => {
    const id = await makePlan("To be reviewed", chain(3, "old"))
    const settings = { schedule: { at: "2099-01-02T10:00" } }
    await desk.post(`/admin/marketing/plans/${id}`).send({ settings }).expect(200)
    await desk.post(`/admin/marketing/plans/${id}/publish`).expect(200)
    await desk
      .post(`/admin/marketing/plans/${id}`)
      .send({ canvas: chain(1, "new tag") })
      .expect(200)
    const me = (await desk.get("/admin/users/me").expect(200)).body.user.id
    const approval = { on: true, approvers: [me] }
    await desk.post("/admin/marketing/settings").send({ approval }).expect(200)
    await desk.post(`/admin/marketing/plans/${id}/submit`).send({}).expect(200)
    const panel = await house.another({ language: "zhCN", theme: "dark" })
    await panel.go(`/marketing/plans/${id}?review=open`)
    await panel.page.getByRole("region", { name: "接下来的开始时间" }).getByText("2099").waitFor()
    await panel.snap("schedule-review-zh-dark")
    await panel.page.getByRole("button", { name: "在画布上查看" }).click()
    const drawn = panel.page.getByRole("dialog", { name: /的变更/ })
    await expect.poll(() => drawn.getByText("修改", { exact: false }).count()).toBeGreaterThan(2)
    await (await inSight(card(drawn, "new tag"))).click()
    await drawn.getByRole("table").getByText("old").waitFor()
    await panel.snap("canvas-difference-review-zh-dark")
    expect(rawKeys(await panel.page.locator("body").innerText())).toEqual([])
    expect(panel.complaints).toEqual([])
    await panel.close()
    const off = { on: false, approvers: [] }
    await desk.post("/admin/marketing/settings").send({ approval: off }).expect(200)
  })

  it("two cards of one kind are compared in words (C1)", async () => {
    const { page } = house.panel
    const canvas = chain(2, "a")
    canvas.nodes.push({ id: "rest2", kind: "wait", settings: { amount: 9, unit: "hours" }, ...at(1, 200) })
    const id = await makePlan("To compare", canvas)
    await open(page, id)
    await (await inSight(card(page, "Waits 2 days"))).click()
    await (await inSight(card(page, "Waits 9 hours"))).click({ modifiers: ["Shift"] })
    await page.keyboard.press("Control+k")
    await page.keyboard.type("compare")
    await page.keyboard.press("Enter")
    const dialog = page.getByRole("dialog", { name: /beside/ })
    expect(await dialog.getByRole("table").innerText()).toMatch(/Unit\s+Days\s+Hours\s+Amount\s+2\s+9/)
    await house.panel.snap("canvas-compare-en-light")
    await page.keyboard.press("Escape")
    await (await inSight(card(page, "Waits 9 hours"))).click()
    await (await inSight(card(page, "Exit"))).click({ modifiers: ["Shift"] })
    await page.keyboard.press("Control+k")
    await page.keyboard.type("compare")
    await expect.poll(() => page.getByRole("option", { name: /Compare/ }).count()).toBe(0)
    await page.keyboard.press("Escape")
    expect(house.panel.complaints).toEqual([])
  })

  it("is presented card by card, large and alone, by keys (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("To be told", chain(4, "told"))
    await open(page, id)
    await (await inSight(card(page, "Everybody"))).click()
    await page.keyboard.press("Shift+P")
    const stage = page.getByRole("dialog", { name: "Presentation of “To be told”" })
    await stage.getByText("1 of 4").waitFor()
    await stage.locator("p").getByText("Everybody").waitFor()
    await page.keyboard.press("ArrowRight")
    await stage.getByText("2 of 4").waitFor()
    await stage.locator("p").getByText("Waits 4 days").last().waitFor()
    await expect
      .poll(async () => (await card(stage, "Waits 4 days").boundingBox())!.width)
      .toBeGreaterThan(350)
    expect(await stage.boundingBox()).toMatchObject({ x: 0, y: 0, width: 1440, height: 1000 })
    await atRest(page)
    await house.panel.snap("canvas-presentation-en-light")
    await page.keyboard.press("End")
    await stage.getByText("4 of 4").waitFor()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowLeft")
    await stage.getByText("3 of 4").waitFor()
    await page.keyboard.press("Escape")
    await expect.poll(() => stage.count()).toBe(0)
    await page.locator(".react-flow__node:focus").filter({ hasText: "told" }).waitFor()
    expect(house.panel.complaints).toEqual([])
  })
})
