import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

describe("what a merchant draws is used again", () => {
  let desk: Desk
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
  })
  const at = (nth: number) => ({ position: { x: (nth % 2) * 340, y: Math.floor(nth / 2) * 200 } })
  const canvas = {
    nodes: [
      { id: "who", kind: "conditions", settings: { rule: { all: [] } }, ...at(0) },
      { id: "rest", kind: "wait", settings: { amount: 3, unit: "days" }, ...at(1) },
      {
        id: "tell",
        kind: "message:log",
        name: "Welcome",
        settings: { content: { text: "Hello" } },
        ...at(2),
      },
      { id: "sort", kind: "filter", settings: { rule: { all: [] } }, ...at(3) },
      {
        id: "after",
        kind: "message:log",
        name: "Afterwards",
        settings: { content: { text: "Bye" } },
        ...at(4),
      },
    ],
    edges: [
      { from: "who", to: "rest" },
      { from: "rest", to: "tell" },
      { from: "tell", to: "sort" },
      { from: "sort", port: "yes", to: "after" },
    ],
  }
  const makePlan = async (name: string): Promise<string> =>
    (await desk.post("/admin/marketing/plans").send({ name, canvas }).expect(200)).body.plan.id
  const planOf = async (id: string) => (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body.plan

  it("saved as a template, found under “Yours”, filled in, renamed and deleted (C12)", async () => {
    const { page } = house.panel
    const id = await makePlan("Our welcome")
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
    await page.getByRole("button", { name: "More tools" }).click()
    await page.getByRole("menuitem", { name: "Save as template" }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByLabel("What it is for").fill("For whoever is new")
    await drawer.getByRole("checkbox", { name: /^Amount/ }).click()
    await drawer.getByRole("textbox", { name: "What “Amount” is called" }).fill("Days before it")
    await drawer.getByRole("checkbox", { name: /Hello/ }).click()
    await house.panel.snap("template-save-en-light")
    await drawer.getByRole("button", { name: "Save template" }).click()
    await page.getByText("Template “Our welcome” saved").waitFor()
    // The name is taken now, in whatever letters.
    await page.keyboard.press("Control+k")
    await page.keyboard.type("save as template")
    await page.keyboard.press("Enter")
    await drawer.getByLabel("Name of the template").fill("our WELCOME")
    await drawer.getByRole("button", { name: "Save template" }).click()
    await drawer.getByText("There is a template called “our WELCOME” already.").first().waitFor()
    house.panel.complaints.length = 0
    await page.keyboard.press("Escape")

    await house.panel.go("/marketing/plans/templates")
    const yours = page.getByRole("region", { name: "Yours" })
    await yours.getByText("For whoever is new").waitFor()
    await settled(page)
    await house.panel.snap("plan-gallery-yours-en-light")
    await yours.getByRole("button", { name: /Our welcome/ }).click()
    await drawer.getByLabel("Days before it").fill("8")
    await drawer.getByRole("textbox", { name: /Welcome/ }).fill("Welcome to us")
    await drawer.getByLabel("Name", { exact: true }).fill("Made of it")
    await drawer.getByRole("button", { name: "Use", exact: false }).first().click()
    await page.waitForURL(/\/marketing\/plans\/mkplan_/)
    const made = await planOf(page.url().match(/mkplan_\w+/)![0])
    expect(made).toMatchObject({ name: "Made of it", state: "draft" })
    expect(made.canvas.nodes.map((one: { settings: object }) => one.settings).slice(1, 3)).toEqual([
      { amount: 8, unit: "days" },
      { content: { text: "Welcome to us" } },
    ])

    await house.panel.go("/marketing/plans/templates")
    await yours.getByRole("button", { name: /Our welcome/ }).click()
    await drawer.getByRole("button", { name: "Rename" }).click()
    await drawer.last().getByLabel("Name of the template").fill("Greeting")
    await drawer.last().getByRole("button", { name: "Save" }).click()
    await yours.getByRole("button", { name: /Greeting/ }).click()
    await drawer.getByRole("button", { name: "Delete template" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete template" }).click()
    await expect.poll(() => yours.count()).toBe(0)
    expect(rawKeys(await page.locator("body").innerText())).toEqual([])
  })

  it("a condition asks what became of an earlier card, and says where the card is none any more (C5)", async () => {
    const { page } = house.panel
    const id = await makePlan("Asks back")
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await settled(page)
    const form = page.getByRole("complementary", { name: "What is chosen" })
    await page.locator('.react-flow__node[data-id="sort"]').click()
    await form.getByRole("button", { name: "Add condition" }).click()
    await page.keyboard.type("earlier card")
    await page.getByRole("option", { name: /What became of an earlier card/ }).click()
    const which = form.getByRole("combobox", { name: "Which card" })
    await which.click()
    // Only what sends or gives something, and lies before.
    const offered = await page.getByRole("option").allInnerTexts()
    expect(offered).toEqual(["Any card of this plan", "Welcome (Log (development))"])
    await page.getByRole("option", { name: /Welcome/ }).click()
    await vi.waitFor(
      async () => {
        const { rule } = (await planOf(id)).canvas.nodes.find(
          (one: { id: string }) => one.id === "sort",
        ).settings
        expect(rule.all[0]).toMatchObject({ plan: id, node: "tell" })
      },
      { timeout: 20_000 },
    )
    await house.panel.snap("condition-earlier-card-en-light")
    const find = async (name: string) => {
      await page.getByRole("button", { name: "Find a card" }).click()
      await page.getByRole("combobox", { name: "Find a card" }).fill(name)
      await page.keyboard.press("Enter")
      await page.locator(".react-flow__node:focus").filter({ hasText: name }).waitFor()
    }
    await find("Welcome")
    await page.keyboard.press("Delete")
    await expect.poll(() => page.locator('.react-flow__node[data-id="tell"]').count()).toBe(0)
    await find("Filter")
    await form.getByRole("alert").getByText("People do not come through this card before").waitFor()
    await house.panel.snap("condition-missing-card-en-light")
    expect(house.panel.complaints).toEqual([])
  })
})
