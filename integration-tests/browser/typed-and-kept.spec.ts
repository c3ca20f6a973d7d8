import type { Page } from "playwright-core"
import { compose } from "./compose"
import { openHouse } from "./house"
import { settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

type Saved = {
  revision: number
  name: string
  settings: { holdout_percent: number; schedule: object }
  canvas: { nodes: { id: string; settings: Record<string, unknown> }[]; notes: { text: string }[] }
}

/** Whatever somebody typed or wrote stays, whoever else is at work and however it is written. */
describe("what is typed stays", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })
  const everybody = { kind: "conditions", settings: { rule: { all: [] } } }
  const at = (x: number, y: number) => ({ position: { x, y } })
  const drawing = {
    nodes: [
      { id: "who", ...everybody, ...at(0, 100) },
      { id: "wait", kind: "wait", settings: { amount: 1, unit: "days" }, ...at(340, 100) },
      { id: "tag", kind: "tags", settings: { add: ["met"], remove: [] }, ...at(680, 100) },
    ],
    edges: [
      { from: "who", to: "wait" },
      { from: "wait", to: "tag" },
    ],
  }
  const makePlan = async (name: string, more: object = {}): Promise<string> =>
    (
      await desk
        .post("/admin/marketing/plans")
        .send({ name, canvas: drawing, ...more })
        .expect(200)
    ).body.plan.id
  const saved = async (id: string): Promise<Saved> =>
    (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body.plan
  const isSaved = (id: string, says: (plan: Saved) => void): Promise<void> =>
    vi.waitFor(async () => says(await saved(id)), { timeout: 20_000, interval: 250 })
  /** Somebody else keeps a part of everybody out. */
  const holdOut = async (id: string, holdout_percent: number) => {
    const { settings, revision } = await saved(id)
    await desk
      .post(`/admin/marketing/plans/${id}`, { settings: { ...settings, holdout_percent }, revision })
      .expect(200)
  }
  const nameField = (page: Page) => page.getByRole("main").getByLabel("Name", { exact: true })
  const save = (page: Page) => page.getByRole("button", { name: "Save settings" }).click()
  const surface = (page: Page) => page.getByRole("region", { name: "Canvas", exact: true })
  const inspector = (page: Page) => page.getByRole("complementary", { name: "What is chosen" })
  const openCanvas = async (page: Page, id: string) => {
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
  }
  const choose = async (page: Page, id: string) => {
    await page.getByRole("button", { name: "Show everything" }).click()
    await settled(page)
    await page.locator(`.react-flow__node[data-id="${id}"]`).click()
  }

  it("in a plan's settings, while somebody else saves others; both are put together (P1, P20)", async () => {
    const { page } = house.panel
    const id = await makePlan("Settings of two")
    await house.panel.go(`/marketing/plans/${id}?tab=settings`)
    await nameField(page).fill("Typed here")
    await holdOut(id, 7)
    await save(page)
    await page.getByText("Somebody else saved these settings meanwhile").waitFor()
    await page.getByText(/Held out.*0 → 7/).waitFor()
    expect(await nameField(page).inputValue()).toBe("Typed here")
    expect((await saved(id)).name).toBe("Settings of two")
    await save(page)
    await isSaved(id, ({ name, settings }) =>
      expect([name, settings.holdout_percent]).toEqual(["Typed here", 7]),
    )
    await page.getByText("Somebody else saved these settings meanwhile").waitFor({ state: "detached" })
    await expect.poll(() => page.getByLabel("Held out (%)").inputValue()).toBe("7")
  })

  it("also where the page asks for the plan by itself, and a stroke on the canvas is no other settings (P20)", async () => {
    const { page } = house.panel
    const id = await makePlan("Under way", { settings: { schedule: { at: "2099-01-01T10:00" } } })
    await desk.post(`/admin/marketing/plans/${id}/publish`, {}).expect(200)
    await house.panel.go(`/marketing/plans/${id}?tab=settings`)
    await nameField(page).fill("Typed for a while")
    await holdOut(id, 9)
    await page.getByText("Somebody else saved these settings meanwhile").waitFor()
    expect(await nameField(page).inputValue()).toBe("Typed for a while")
    await save(page)
    await isSaved(id, ({ name, settings }) =>
      expect([name, settings.holdout_percent]).toEqual(["Typed for a while", 9]),
    )
    await page.getByText("Somebody else saved these settings meanwhile").waitFor({ state: "detached" })

    const draft = await makePlan("Drawn on meanwhile")
    await house.panel.go(`/marketing/plans/${draft}?tab=settings`)
    await nameField(page).fill("Only the name")
    const canvas = { ...drawing, notes: [{ id: "n", text: "A stroke", ...at(0, 400) }] }
    await desk.post(`/admin/marketing/plans/${draft}`, { canvas }).expect(200)
    await save(page)
    await isSaved(draft, ({ name, canvas }) =>
      expect([name, canvas.notes.length]).toEqual(["Only the name", 1]),
    )
  })

  it("in the wizard, when another channel is looked at and back; and what is drawn meanwhile is asked about (P1, C1)", async () => {
    const { page } = house.panel
    const dialog = page.getByRole("dialog")
    const next = () => page.getByRole("button", { name: "Continue", exact: true }).click()
    await house.panel.go("/marketing/plans/create")
    await dialog.getByLabel("Name", { exact: true }).fill("Step by step")
    await page.getByRole("radio", { name: "Conditions of its own" }).click()
    await next()
    await page.getByLabel("Subject").fill("Thought about for long")
    await page.getByLabel("Text (HTML)").fill("<p>{{ customer.first_name }}</p>")
    await page.getByRole("radio", { name: "In-app inbox" }).click()
    await page.getByLabel("Subject").waitFor({ state: "detached" })
    await page.getByRole("radio", { name: "E-mail" }).click()
    expect(await page.getByLabel("Subject").inputValue()).toBe("Thought about for long")
    for (const tab of ["Benefit", "When"]) {
      await next()
      await page.getByRole("tab", { name: tab, selected: true }).waitFor()
    }
    await next()
    await page.getByText("No problems: the plan can be published.").waitFor()

    const { plans } = (await desk.get("/admin/marketing/plans?q=Step by step").expect(200)).body
    const { id } = plans[0]
    const { canvas } = await saved(id)
    const notes = [{ id: "n", text: "Drawn in another tab", ...at(0, 400) }]
    await desk.post(`/admin/marketing/plans/${id}`, { canvas: { ...canvas, notes } }).expect(200)
    await page.getByRole("button", { name: "Back" }).click()
    await next()
    const question = page.getByRole("alertdialog")
    await question.getByText("The draft was changed on its canvas").waitFor()
    await question.getByRole("button", { name: "Cancel" }).click()
    expect((await saved(id)).canvas.notes).toHaveLength(1)
    await next()
    await question.getByRole("button", { name: "Use the answers" }).click()
    await page.getByText("No problems: the plan can be published.").waitFor()
    expect((await saved(id)).canvas.notes).toEqual([])
    const { drafts } = (await desk.get(`/admin/marketing/plans/${id}/drafts`).expect(200)).body
    const kept = await Promise.all(
      drafts.map(async ({ no }: { no: number }) => {
        const { draft } = (await desk.get(`/admin/marketing/plans/${id}/drafts/${no}`).expect(200)).body
        return draft.canvas.notes.length
      }),
    )
    expect(kept).toContain(1)
  })

  it("on a note that is written on the drawing, in Chinese and in its middle (C1, O7)", async () => {
    const { page } = house.panel
    const id = await makePlan("Notes")
    await openCanvas(page, id)
    await surface(page).click({ position: { x: 300, y: 60 } })
    await page.keyboard.press("n")
    const note = page.locator(".react-flow__node-note")
    await note.dblclick()
    await note.locator("textarea").waitFor()
    await compose(page, "gouwu", "购物")
    await isSaved(id, ({ canvas }) => expect(canvas.notes[0]?.text).toBe("购物"))
    await page.keyboard.press("Home")
    await page.keyboard.type("abc")
    await isSaved(id, ({ canvas }) => expect(canvas.notes[0]?.text).toBe("abc购物"))
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+z")
    await isSaved(id, ({ canvas }) => expect(canvas.notes[0]?.text ?? "").not.toContain("abc"))
  })

  it("in the search of the galleries, in Chinese and in its middle (C12, A10, O7)", async () => {
    const { page, go, close } = await house.another({ language: "zhCN" })
    for (const gallery of ["plans", "segments"]) {
      await go(`/marketing/${gallery}/templates`)
      const search = page.getByRole("main").getByRole("searchbox")
      await search.click()
      await compose(page, "gouwu", "购物")
      expect(await search.inputValue()).toBe("购物")
      await page.keyboard.press("Home")
      await page.keyboard.type("ab")
      expect(await search.inputValue()).toBe("ab购物")
      await search.fill("购物")
      await page.waitForURL("**q=*")
      await page.reload()
      await page.getByRole("main").getByRole("searchbox").waitFor()
      expect(await search.inputValue()).toBe("购物")
      await page.locator("main section li").first().waitFor()
    }
    await close()
  })

  it("as one tag, where Enter ends a composition (C8, O7)", async () => {
    const { page } = house.panel
    const id = await makePlan("Tags")
    await openCanvas(page, id)
    await choose(page, "tag")
    const field = inspector(page).getByRole("textbox", { name: "Add tags" })
    await field.click()
    await compose(page, "vip", "VIP", { enter: true })
    expect(await field.inputValue()).toBe("VIP")
    await page.keyboard.press("Enter")
    await isSaved(id, ({ canvas }) => expect(canvas.nodes[2]?.settings.add).toEqual(["met", "VIP"]))
  })

  it("in a card, step by step: undo goes back to each value that one had left behind (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Undone step by step")
    await openCanvas(page, id)
    const amount = inspector(page).getByLabel("Amount")
    const isAmount = (wanted: number) =>
      isSaved(id, ({ canvas }) =>
        expect(canvas.nodes.find((node) => node.id === "wait")?.settings.amount).toBe(wanted),
      )
    await choose(page, "wait")
    await amount.fill("3")
    await isAmount(3)
    await choose(page, "tag")
    await choose(page, "wait")
    await amount.fill("5")
    await isAmount(5)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+z")
    await isAmount(3)
    await page.keyboard.press("Control+z")
    await isAmount(1)
  })

  it("while somebody is signed out: it is said in words, and saved once they are back (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Signed out")
    await openCanvas(page, id)
    const cookies = await page.context().cookies()
    await page.context().clearCookies({ name: "connect.sid" })
    await choose(page, "wait")
    await inspector(page).getByLabel("Amount").fill("8")
    await page
      .getByRole("status")
      .filter({ hasText: "Not saved: You are signed out. Sign in again" })
      .waitFor()
    await page.context().addCookies(cookies)
    await isSaved(id, ({ canvas }) => expect(canvas.nodes[1]?.settings.amount).toBe(8))
    await page.getByText(/^Saved/).waitFor()
  })
})
