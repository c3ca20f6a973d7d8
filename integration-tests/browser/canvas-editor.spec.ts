import type { Locator, Page } from "playwright-core"
import { atRest, inSight } from "./at-rest"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

type Saved = {
  nodes: { id: string; kind: string; name?: string; settings: Record<string, unknown> }[]
  edges: { from: string; port: string; to: string; input: string }[]
  notes: { text: string }[]
}

describe("a plan is drawn on the canvas", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })

  const makePlan = async (name: string, canvas: object = { nodes: [], edges: [] }): Promise<string> =>
    (await desk.post("/admin/marketing/plans").send({ name, canvas }).expect(200)).body.plan.id
  const saved = async (id: string): Promise<Saved> =>
    (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body.plan.canvas
  /** The kinds along the lines, as the server keeps them. */
  const waysOf = ({ nodes, edges }: Saved): string[] => {
    const kind = (id: string) => nodes.find((node) => node.id === id)?.kind
    return edges.map((edge) => `${kind(edge.from)}.${edge.port} > ${kind(edge.to)}`).sort()
  }
  /** What is on the server says so, whoever asks how soon. */
  const isSaved = (id: string, says: (canvas: Saved) => void): Promise<void> =>
    vi.waitFor(async () => says(await saved(id)), { timeout: 20_000, interval: 250 })

  const tool = (page: Page, name: string) =>
    page.getByRole("toolbar", { name: "Tools of the canvas" }).getByRole("button", { name, exact: true })
  const palette = (page: Page) => page.getByRole("complementary", { name: "Cards to add" })
  const inspector = (page: Page) => page.getByRole("complementary", { name: "What is chosen" })
  const surface = (page: Page) => page.getByRole("region", { name: "Canvas", exact: true })
  const cards = (page: Page) => page.locator(".react-flow__node-card")
  const card = (page: Page, name: string) => cards(page).filter({ hasText: name })
  const lines = (page: Page) => page.locator(".react-flow__edge")
  const open = async (page: Page, id: string) => {
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
  }
  const middleOf = async (what: Locator) => {
    const box = (await what.boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const drag = async (page: Page, from: Locator, to: { x: number; y: number }) => {
    const start = await middleOf(from)
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move(start.x + 20, start.y + 5, { steps: 3 })
    await page.mouse.move(to.x, to.y, { steps: 8 })
    await page.mouse.up()
  }
  const out = (of: Locator, port: string) => of.locator(`.react-flow__handle.source[data-handleid="${port}"]`)
  const take = async (page: Page, kind: string) => {
    await page.getByRole("combobox", { name: /What should follow|Search cards/ }).fill(kind)
    await page
      .getByRole("option", { name: new RegExp(`^${kind}`) })
      .first()
      .click()
  }

  it("by mouse: from the palette, from a dot, onto a line; undone, redone, saved by itself (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Drawn by mouse")
    await open(page, id)
    const kind = (name: string) => palette(page).getByRole("button", { name, exact: true })
    await kind("Conditions").dragTo(surface(page), { targetPosition: { x: 150, y: 150 } })
    await card(page, "Conditions").waitFor()
    await card(page, "Conditions").getByText("Not chosen yet").waitFor()
    await inspector(page).getByRole("button", { name: "Take everyone" }).click()
    await card(page, "Conditions").getByText("All customers").waitFor()
    // A click puts the next card behind the chosen one.
    await kind("Filter").click()
    await kind("Wait").click()
    await card(page, "Waits 1 day").waitFor()
    await inspector(page).getByLabel("Amount").fill("4")
    await card(page, "Waits 4 days").waitFor()
    await tool(page, "Show everything").click()
    await kind("Split test").click()
    for (const next of ["Tags", "Goal"]) await kind(next).click()
    await tool(page, "Tidy up").click()
    await atRest(page)
    expect(await cards(page).count()).toBe(6)

    // From a dot into the empty space: what may follow there.
    const split = card(page, "Split test")
    const corner = await middleOf(surface(page))
    const box = (await surface(page).boundingBox())!
    await drag(page, out(split, "b"), { x: corner.x, y: box.y + box.height - 90 })
    expect(await page.getByRole("option", { name: /^Conditions/ }).count()).toBe(0)
    await take(page, "Points")
    await card(page, "Points").waitFor()
    // Onto a line.
    await page.getByRole("button", { name: "Put a card here" }).first().click()
    await take(page, "Branch")
    await tool(page, "Tidy up").click()
    await atRest(page)
    await house.panel.snap("canvas-editor-drawn")
    // From a dot to a card.
    await drag(page, out(card(page, "Filter"), "no"), await middleOf(split))
    const drawn = ["benefit:points", "branch", "conditions", "filter", "goal", "split-test", "tags", "wait"]
    await isSaved(id, (canvas) => {
      expect(canvas.nodes.map((node) => node.kind).sort()).toEqual(drawn)
      expect(waysOf(canvas)).toEqual([
        "branch.else > filter",
        "branch.w1 > filter",
        "conditions.out > branch",
        "filter.no > split-test",
        "filter.yes > wait",
        "split-test.a > tags",
        "split-test.b > benefit:points",
        "wait.out > split-test",
      ])
    })
    await page
      .getByRole("status")
      .getByText(/^Saved/)
      .waitFor()

    // A way of which nobody can say where it goes on ends; the other one is healed.
    const before = await saved(id)
    await (await inSight(card(page, "Waits 4 days"))).click()
    await page.keyboard.press("Delete")
    await expect.poll(() => card(page, "Waits 4 days").count()).toBe(0)
    await isSaved(id, (canvas) => expect(waysOf(canvas)).toContain("filter.yes > split-test"))
    await page.keyboard.press("Control+z")
    await card(page, "Waits 4 days").waitFor()
    await isSaved(id, (canvas) => expect(canvas).toEqual(before))
    await page.keyboard.press("Control+Shift+z")
    await expect.poll(() => card(page, "Waits 4 days").count()).toBe(0)
    await tool(page, "Undo").click()

    // Several at once: chosen by Shift, doubled, moved together, and all of it one step each.
    await (await inSight(card(page, "Tags"))).click()
    await (await inSight(card(page, "Points"))).click({ modifiers: ["Shift"] })
    await inspector(page).getByText("2 cards chosen").waitFor()
    await page.keyboard.press("Control+d")
    await expect.poll(() => cards(page).count()).toBe(10)
    await page.keyboard.press("Control+a")
    await inspector(page).getByText("10 cards chosen").waitFor()
    await page.keyboard.press("Escape")
    await tool(page, "Add note").click()
    await inspector(page).getByLabel("Note").fill("Only until Christmas")
    await page.locator(".react-flow__node-note").getByText("Only until Christmas").waitFor()
    for (const more of ["Exit", "Do nothing"]) await kind(more).click()
    await isSaved(id, (canvas) => {
      expect(canvas.nodes).toHaveLength(12)
      expect(canvas.notes.map((note) => note.text)).toEqual(["Only until Christmas"])
    })
    // All the way back to the empty canvas, and to where it was.
    while ((await tool(page, "Undo").getAttribute("aria-disabled")) === "false")
      await tool(page, "Undo").click()
    expect(await cards(page).count()).toBe(0)
    while ((await tool(page, "Redo").getAttribute("aria-disabled")) === "false")
      await tool(page, "Redo").click()
    await expect.poll(() => cards(page).count()).toBe(12)
    const end = await saved(id)
    await page.reload()
    await expect.poll(() => cards(page).count()).toBe(12)
    expect((await saved(id)).edges).toEqual(end.edges)
    expect(house.panel.complaints).toEqual([])
  })

  it("by keyboard only: twelve cards, their ways, a form, and a list that can be read aloud (C1)", async () => {
    const { page } = house.panel
    const id = await makePlan("Drawn by keyboard")
    await open(page, id)
    const keys = page.keyboard
    const isInside = () => page.evaluate(() => document.activeElement?.closest('[role="toolbar"]') !== null)
    while (!(await isInside())) await keys.press("Tab")
    const add = async (kind: string) => {
      await keys.press("a")
      await page.getByRole("combobox", { name: /What should follow|Search cards/ }).waitFor()
      await keys.type(kind)
      await keys.press("Enter")
      await page.locator(".react-flow__node:focus").waitFor()
    }
    const chain = ["Conditions", "Filter", "Wait", "Split test", "Tags", "Points", "Lead score", "Exit"]
    for (const kind of chain) await add(kind)
    expect(await cards(page).count()).toBe(8)
    // Back along the ways to the split test, and the other half of it.
    for (let i = 0; i < 4; i++) await keys.press("ArrowLeft")
    for (const kind of ["Webhook", "Do nothing", "Wait until", "Join"]) await add(kind)
    expect(await cards(page).count()).toBe(12)
    // "No" of the filter goes there too: chosen by name.
    await keys.press("/")
    await keys.type("filter")
    await keys.press("Enter")
    await page.locator(".react-flow__node:focus").filter({ hasText: "Filter" }).waitFor()
    await keys.press("c")
    await page.getByRole("combobox", { name: "Where does “Filter” lead?" }).waitFor()
    await keys.type("join")
    await page.getByRole("option", { name: "Join" }).last().waitFor()
    await keys.press("ArrowUp")
    await keys.press("Enter")
    // The form of the wait, and back to its card.
    await page.locator(".react-flow__node:focus").filter({ hasText: "Filter" }).waitFor()
    await keys.press("ArrowRight")
    await page.locator(".react-flow__node:focus").filter({ hasText: "Wait" }).waitFor()
    await keys.press("Enter")
    await page.locator("[data-inspector] :focus").waitFor()
    while (
      !(await inspector(page)
        .getByLabel("Amount")
        .evaluate((field) => field === document.activeElement))
    )
      await keys.press("Tab")
    await keys.press("Control+a")
    await keys.type("6")
    await keys.press("Escape")
    await page.locator(".react-flow__node:focus").filter({ hasText: "Waits 6 days" }).waitFor()
    await keys.press("Control+k")
    await keys.type("tidy")
    await keys.press("Enter")
    await isSaved(id, (canvas) => {
      expect(canvas.nodes).toHaveLength(12)
      expect(waysOf(canvas)).toEqual([
        "benefit:points.granted > lead-score",
        "conditions.out > filter",
        "do-nothing.out > wait-until",
        "filter.no > join",
        "filter.yes > wait",
        "lead-score.out > exit",
        "split-test.a > tags",
        "split-test.b > webhook",
        "tags.out > benefit:points",
        "wait-until.out > join",
        "wait.out > split-test",
        "webhook.out > do-nothing",
      ])
    })
    await house.panel.snap("canvas-editor-keyboard")
    await keys.press("l")
    const list = page.getByRole("region", { name: "Cards in order" })
    await list.getByRole("button", { name: /goes on at “Join”/ }).waitFor()
    await house.panel.snap("canvas-editor-list")
    await list.getByRole("button", { name: /^Lead score/ }).focus()
    await keys.press("Delete")
    await isSaved(id, (canvas) => expect(waysOf(canvas)).toContain("benefit:points.granted > exit"))
    await keys.press("?")
    await page.getByRole("dialog").getByText("Go from card to card along the ways").waitFor()
    await keys.press("Escape")
    expect(house.panel.complaints).toEqual([])
  })

  it("cards go to another plan through the clipboard, and what is no card is refused (C1)", async () => {
    const { page } = house.panel
    const rule = { all: [] }
    const from = await makePlan("Copied from", {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule }, position: { x: 0, y: 0 } },
        { id: "rest", kind: "wait", settings: { amount: 9, unit: "hours" }, position: { x: 320, y: 0 } },
        { id: "foreign", kind: "acme:score", settings: { depth: 3 }, position: { x: 640, y: 0 } },
      ],
      edges: [
        { from: "who", to: "rest" },
        { from: "rest", to: "foreign" },
        { from: "foreign", port: "high", to: "rest" },
      ],
    })
    const to = await makePlan("Copied to")
    await open(page, from)
    await (await inSight(card(page, "Waits 9 hours"))).click()
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Control+c")
    await page.getByText("3 parts copied").waitFor()
    await open(page, to)
    await surface(page).click({ position: { x: 200, y: 300 } })
    await page.keyboard.press("Control+v")
    await card(page, "Waits 9 hours").waitFor()
    await isSaved(to, (canvas) => {
      expect(waysOf(canvas)).toEqual([
        "acme:score.high > wait",
        "conditions.out > wait",
        "wait.out > acme:score",
      ])
      // What no extension brings is kept as it is.
      expect(canvas.nodes.find((node) => node.kind === "acme:score")?.settings).toEqual({ depth: 3 })
      expect(canvas.nodes.map((node) => node.id)).not.toContain("who")
    })
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData("text/plain", "a shopping list")
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true }),
      )
    })
    await page.getByText("The clipboard holds no cards.").waitFor()
    expect(await cards(page).count()).toBe(3)
  })

  it("says what is wrong, shows it and mends what is safe to mend (C2, C3)", async () => {
    const { page } = house.panel
    const tag = (id: string, x: number, settings: object = { add: [id] }) => ({
      ...{ id, kind: "tags", name: id, settings, position: { x, y: 0 } },
    })
    const id = await makePlan("To be mended", {
      nodes: [
        {
          id: "who",
          kind: "conditions",
          name: "Who",
          settings: { rule: { all: [] } },
          position: { x: 0, y: 200 },
        },
        tag("first", 400),
        tag("second", 800, {}),
      ],
      edges: [
        { from: "who", to: "first" },
        { from: "who", to: "second" },
        { from: "first", to: "second" },
        { from: "second", to: "who" },
        { from: "second", port: "gone", to: "first" },
        { from: "second", port: "lost", to: "nobody" },
      ],
    })
    await open(page, id)
    const wrong = inspector(page).getByRole("list", { name: "What is wrong" })
    await page.getByRole("button", { name: "6 problems" }).click()
    await wrong.getByText("Two lines leave by the same way.").waitFor()
    await house.panel.snap("canvas-editor-check")
    const mend = wrong.getByRole("button", { name: "Remove the line" })
    for (let left = await mend.count(); left > 0; left--) {
      await mend.first().click()
      await expect.poll(() => mend.count(), { timeout: 20_000 }).toBe(left - 1)
    }
    await isSaved(id, (canvas) =>
      expect(waysOf(canvas)).toEqual(["conditions.out > tags", "tags.out > tags"]),
    )
    await wrong.getByRole("button", { name: "Show me" }).click()
    await page.locator(".react-flow__node:focus").filter({ hasText: "second" }).waitFor()
    await inspector(page).getByLabel("Add", { exact: false }).first().fill("regular")
    await page.keyboard.press("Enter")
    await page.getByRole("button", { name: "0 problems" }).click()
    await page.getByText("No problems: the plan can be published.").waitFor()
    await card(page, "second").getByText("about 4 people").waitFor()
    expect(await lines(page).count()).toBe(2)
  })

  it("a canvas that only sorts people says so in the check, which is no error (C2)", async () => {
    const sort = { id: "sort", kind: "filter", settings: { rule: { all: [] } }, position: { x: 340, y: 0 } }
    const id = await makePlan("Only looking", {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: { all: [] } }, position: { x: 0, y: 0 } },
        sort,
      ],
      edges: [{ from: "who", to: "sort" }],
    })
    const { page } = house.panel
    await open(page, id)
    await page.getByRole("button", { name: "0 problems" }).click()
    await page.getByText("No problems: the plan can be published.").waitFor()
    await page.getByText("Good to know").waitFor()
    await page.getByText("The plan does nothing yet").waitFor()
    await house.panel.snap("canvas-editor-does-nothing")
  })

  it("in Chinese, dark and on a narrow screen (O7)", async () => {
    const id = await makePlan("窄屏", {
      nodes: [
        { id: "who", kind: "conditions", settings: { rule: { all: [] } }, position: { x: 0, y: 0 } },
        { id: "but", kind: "exclude", settings: {}, position: { x: 340, y: 0 } },
        { id: "sort", kind: "filter", settings: { rule: { all: [] } }, position: { x: 680, y: 0 } },
      ],
      edges: [
        { from: "who", to: "but" },
        { from: "but", to: "sort" },
      ],
    })
    const dark = await house.another({ language: "zhCN", theme: "dark" })
    await dark.page.setViewportSize({ width: 1024, height: 768 })
    await dark.go(`/marketing/plans/${id}`)
    await dark.page.getByRole("toolbar", { name: "画布工具" }).waitFor()
    await settled(dark.page)
    await dark.snap("canvas-editor-zh-dark-1024")
    // The form takes room; what was chosen stays in view.
    await dark.page.locator(".react-flow__node-card").nth(1).click()
    const right = async (what: Locator) => {
      const box = (await what.boundingBox())!
      return box.x + box.width
    }
    const form = dark.page.getByRole("complementary", { name: "所选内容" })
    const chosen = dark.page.locator(".react-flow__node-card").nth(1)
    await expect.poll(async () => (await right(chosen)) <= (await form.boundingBox())!.x).toBe(true)
    await dark.snap("canvas-editor-zh-dark-1024-form")
    await dark.page.setViewportSize({ width: 1440, height: 900 })
    await dark.page.keyboard.press("p")
    await dark.page.keyboard.press("Shift+F")
    await settled(dark.page)
    await dark.snap("canvas-editor-zh-dark-full")
    expect(rawKeys(await dark.page.locator("body").innerText())).toEqual([])
    expect(dark.complaints).toEqual([])
    await dark.close()
  })
})
