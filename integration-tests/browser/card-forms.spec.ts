import type { MarketingService } from "../../src/modules/marketing/service"
import { atRest } from "./at-rest"
import { openHouse } from "./house"
import { type Panel, rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

/** Forms of cards that ask for more than a value. */
describe("the forms of cards", () => {
  let desk: Desk
  let id: string
  const house = openHouse(async (store) => {
    store.container.resolve<MarketingService>("marketing").options.webhooks.allow_private = true
    desk = (await gatherPeople(store)).desk
    const at = (nth: number) => ({ position: { x: nth * 340, y: 0 } })
    const canvas = {
      nodes: [
        { id: "who", kind: "conditions", name: "Everybody", settings: { rule: { all: [] } }, ...at(0) },
        {
          id: "hello",
          kind: "message:log",
          name: "Welcome",
          settings: { content: { text: "Hi" } },
          ...at(1),
        },
        { id: "ask", kind: "filter", settings: { rule: { all: [{ did: "purchase" }] } }, ...at(2) },
        {
          id: "tell",
          kind: "webhook",
          settings: { url: "https://crm.example/hook" },
          position: { x: 340, y: 220 },
        },
        { id: "give", kind: "benefit:points", settings: { amount: 50 }, position: { x: 680, y: 220 } },
      ],
      edges: [
        { from: "who", to: "hello" },
        { from: "hello", to: "ask" },
        { from: "ask", port: "yes", to: "tell" },
        { from: "ask", port: "no", to: "give" },
      ],
    }
    const made = await desk.post("/admin/marketing/plans").send({ name: "Forms", canvas }).expect(200)
    id = made.body.plan.id
  })

  const open = async ({ page, go }: Panel, card: string) => {
    await go(`/marketing/plans/${id}`)
    await page.locator(".react-flow__node-card").first().waitFor()
    await settled(page)
    await atRest(page)
    await page.locator(".react-flow__node-card").filter({ hasText: card }).click()
  }
  const settingsOf = async (node: string) => {
    const { body } = await desk.get(`/admin/marketing/plans/${id}`).expect(200)
    return body.plan.canvas.nodes.find((one: { id: string }) => one.id === node).settings
  }

  it("a filter asks what somebody did since an earlier card, by its name (C5)", async () => {
    const { panel } = house
    await open(panel, "Filter")
    const form = panel.page.getByRole("complementary", { name: "What is chosen" })
    await form.getByRole("combobox", { name: "When" }).waitFor()
    await panel.choose("When", "since the card")
    const window = { since: "node", node: "hello" }
    await expect.poll(async () => (await settingsOf("ask")).rule.all[0].window).toEqual(window)
    await panel.choose("Which card", /Everybody/)
    await expect.poll(async () => (await settingsOf("ask")).rule.all[0].window.node).toBe("who")
    await panel.choose("Which card", /Welcome/)
    await expect.poll(async () => (await settingsOf("ask")).rule.all[0].window.node).toBe("hello")
    await form.getByText(/since the card “Welcome/).waitFor()
    await panel.snap("card-since-en-light")
    const { body } = await desk.post(`/admin/marketing/plans/${id}/check`).send({}).expect(200)
    expect(body.problems.filter(({ path }: { path: string }) => path.startsWith("nodes.ask"))).toEqual([])
  })

  it("a text where a number belongs stands there, is said beside it, and keeps the plan from being published (C1, C2)", async () => {
    const { panel } = house
    const { page } = panel
    const amount = () =>
      page.getByRole("complementary", { name: "What is chosen" }).getByRole("spinbutton").first()
    await open(panel, "Points")
    await amount().fill("fifty")
    await expect.poll(async () => (await settingsOf("give")).amount, { timeout: 10_000 }).toBe("fifty")
    await page.getByText("Must be a whole number.").first().waitFor()
    // The card does not go on saying what it no longer does.
    const card = page.locator('.react-flow__node[data-id="give"]')
    await card.getByText("Its settings do not fit yet").waitFor()
    await settled(page)
    await panel.snap("card-unread-number-en-light")
    const { body } = await desk.post(`/admin/marketing/plans/${id}/publish`).send({})
    expect(body.problems.map(({ path }: { path: string }) => path)).toContain("nodes.give.settings.amount")
    await open(panel, "Points")
    expect(await amount().inputValue()).toBe("fifty")
    await amount().fill("60")
    await expect.poll(async () => (await settingsOf("give")).amount, { timeout: 10_000 }).toBe(60)
    await amount().press("ArrowUp")
    await expect.poll(async () => (await settingsOf("give")).amount, { timeout: 10_000 }).toBe(61)
    await card.getByText("Grants 61 points").waitFor()
    expect(await page.getByText("Must be a whole number.").count()).toBe(0)
  })

  it("a webhook's receiver gets a secret, seen in that moment only (C8)", async () => {
    const { panel } = house
    const { page } = panel
    await open(panel, "Webhook")
    await page.getByText("Nobody has made a secret for crm.example yet").waitFor()
    await page.getByRole("button", { name: "Create a secret" }).click()
    const dialog = page.getByRole("alertdialog")
    await dialog.getByRole("button", { name: "Create a secret" }).click()
    const secret = await page.getByText(/^whsec_/).innerText()
    await panel.snap("card-secret-en-light")
    expect(JSON.stringify(await settingsOf("tell"))).not.toContain(secret)

    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    await open(chinese, "Webhook")
    await chinese.page.getByText("crm.example 已有专用密钥").waitFor()
    expect(await chinese.page.getByText(/^whsec_/).count()).toBe(0)
    expect(rawKeys(await chinese.page.locator("main").innerText())).toEqual([])
    await chinese.snap("card-secret-zhCN-dark")
    await chinese.close()
  })

  it("a guest's value that no control fits is written as JSON, and follows undo (C1)", async () => {
    const { panel } = house
    const { page } = panel
    // As if somebody's package brought points with a shape of its own.
    await page.route("**/admin/marketing/kinds", async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      const points = body.kinds.find((kind: { id: string }) => kind.id === "benefit:points")
      points.settings.properties.shape = { type: "object" }
      await route.fulfill({ response, json: body })
    })
    await open(panel, "Points")
    const form = page.getByRole("complementary", { name: "What is chosen" })
    const field = form.getByRole("textbox", { name: /shape/i })
    await field.fill('{"round": true}')
    await field.blur()
    await expect.poll(async () => (await settingsOf("give")).shape).toEqual({ round: true })
    await page
      .getByRole("toolbar", { name: "Tools of the canvas" })
      .getByRole("button", { name: "Undo" })
      .click()
    await expect.poll(async () => (await settingsOf("give")).shape).toBeUndefined()
    // Looking at it does not bring back what was undone.
    await field.focus()
    expect(await field.inputValue()).toBe("")
    await field.blur()
    await page.waitForLoadState("networkidle")
    expect((await settingsOf("give")).shape).toBeUndefined()
    await page.unroute("**/admin/marketing/kinds")
  })
})
