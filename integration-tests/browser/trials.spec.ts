import { inSight } from "./at-rest"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

const mail = {
  content: { subject: "Hello {{ customer.first_name }}", html: "<p>Hello {{ customer.first_name }}</p>" },
}
const nodes = [
  { id: "who", kind: "conditions", name: "Everybody", settings: { rule: { all: [] } } },
  { id: "gift", kind: "benefit:points", settings: { amount: 50 } },
  { id: "wait", kind: "wait", name: "Three days", settings: { amount: 3, unit: "days" } },
  {
    id: "bought",
    kind: "filter",
    name: "Bought since",
    settings: { rule: { all: [{ did: "purchase" }] } },
  },
  { id: "letter", kind: "message:email", name: "The letter", settings: mail },
  { id: "bye", kind: "exit", settings: {} },
]
const edges = [
  { from: "who", port: "out", to: "gift" },
  { from: "gift", port: "granted", to: "wait" },
  { from: "wait", port: "out", to: "bought" },
  { from: "bought", port: "no", to: "letter" },
  { from: "bought", port: "yes", to: "bye" },
]

/** Each test goes on where the one before it ended. */
describe("a merchant tests a plan on a person (P16)", () => {
  let desk: Desk
  let plan: string
  let ada: { customer_id: string; email: string }
  const house = openHouse(async (store) => {
    ;({ desk, ada } = await gatherPeople(store))
    const made = await desk
      .post("/admin/marketing/plans")
      .send({ name: "Tried", type: "one_time", canvas: { nodes, edges } })
      .expect(200)
    plan = made.body.plan.id
  })
  const card = (name: string) => house.panel.page.locator(".react-flow__node-card", { hasText: name })
  const isLit = async (name: string) =>
    !(await card(name).locator("> div").first().getAttribute("class"))!.includes("opacity-40")
  const tests = async () => (await desk.get(`/admin/marketing/plans/${plan}/test`).expect(200)).body.tests

  it("watches the way light up card by card to the end, and finds the mail", async () => {
    const { page } = house.panel
    const { mail: server } = house.store
    await house.panel.go(`/marketing/plans/${plan}`)
    await page.getByRole("button", { name: "Test", exact: true }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByLabel("Find a customer", { exact: false }).fill(ada.email)
    await drawer.getByRole("button", { name: ada.email }).click()
    await drawer.getByLabel("Messages go to").fill("me@shop.test")
    await drawer.getByLabel("Messages go to").press("Enter")
    await settled(page)
    await house.panel.snap("trial-start")
    await drawer.getByRole("button", { name: "Begin the test" }).click()
    await page.getByText("On the way", { exact: true }).first().waitFor()
    await card("Three days").locator("> .outline").waitFor()
    expect(await isLit("The letter")).toBe(false)
    await house.panel.snap("trial-on-the-way")
    await page.getByText("Came to the end", { exact: true }).first().waitFor()
    expect(await isLit("The letter")).toBe(true)
    // Followed to the end.
    const [letter, drawing] = [
      await card("The letter").boundingBox(),
      await page.locator(".react-flow").boundingBox(),
    ]
    expect(letter!.x + letter!.width).toBeLessThanOrEqual(drawing!.x + drawing!.width)
    expect(await isLit("Everybody")).toBe(true)
    const steps = page.getByRole("list", { name: "Steps of the test" })
    await steps.getByText("Would get points: 50").waitFor()
    await steps.getByText("me@shop.test", { exact: true }).waitFor()
    expect(server.to("me@shop.test").map(({ headers }) => headers.subject)).toEqual(["[Test] Hello Ada"])
    expect(server.to(ada.email)).toEqual([])
    await house.panel.snap("trial-over")
    await steps.getByRole("button", { name: "Read the message" }).click()
    await page.getByRole("dialog").getByText("Hello Ada", { exact: true }).waitFor()
    await page.keyboard.press("Escape")
    expect(house.panel.complaints).toEqual([])
  })

  it("finds it again after a reload, and goes by the other way", async () => {
    const { page } = house.panel
    await page.reload()
    await page.getByText("Test as Ada", { exact: false }).waitFor()
    await page.getByRole("button", { name: /^Go by “Meets them” instead/ }).click()
    await page.getByText("as you said", { exact: false }).waitFor()
    await page.getByText("Left", { exact: true }).first().waitFor()
    expect(await isLit("The letter")).toBe(false)
    expect(await tests()).toHaveLength(2)
    expect(house.store.mail.to("me@shop.test")).toHaveLength(1)
    await page.getByRole("button", { name: "Back to the drawing" }).click()
    await page.getByRole("toolbar").first().waitFor()
  })

  it("sends one message as a test from its form, to an address used last, and reads why one was refused", async () => {
    const { page } = house.panel
    house.store.mail.refuse("gone@shop.test")
    await house.panel.go(`/marketing/plans/${plan}`)
    await settled(page)
    await (await inSight(card("The letter"))).click()
    const form = page.locator("[data-inspector]")
    await form.getByRole("button", { name: "Send a test" }).click()
    await form.getByRole("button", { name: "me@shop.test" }).click()
    await form.getByLabel("Send to").fill("gone@shop.test")
    await form.getByRole("button", { name: "Send", exact: true }).click()
    await form.getByText("gone@shop.test · Address does not exist").waitFor()
    await form.getByText("me@shop.test", { exact: true }).last().waitFor()
    expect(house.store.mail.to("me@shop.test")).toHaveLength(2)
    await house.panel.snap("trial-test-send")
    await form.getByRole("button", { name: "Take me@shop.test away" }).click()
    await form.getByLabel("Send to").fill(ada.email)
    await form.getByRole("button", { name: "Send", exact: true }).click()
    await form
      .getByText("is the address of a customer who is not a test customer", { exact: false })
      .waitFor()
    expect(house.store.mail.to(ada.email)).toEqual([])
  })

  it("marks a customer on their page, whom tests then write to", async () => {
    const { page } = house.panel
    await house.panel.go(`/customers/${ada.customer_id}`)
    const room = page.getByRole("region", { name: "Marketing" })
    await room.getByRole("button", { name: "More actions" }).first().click()
    await page.getByRole("menuitem", { name: "Mark as test customer" }).click()
    await room.getByText("Test customer", { exact: true }).waitFor()
    await house.panel.go(`/marketing/plans/${plan}`)
    await page.getByRole("button", { name: "Test", exact: true }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByRole("list", { name: "Test customers" }).getByRole("button").click()
    await drawer.getByRole("button", { name: "Begin the test" }).click()
    await page.getByText("Came to the end", { exact: true }).first().waitFor()
    expect(house.store.mail.to(ada.email).map(({ headers }) => headers.subject)).toEqual(["[Test] Hello Ada"])
    expect(house.panel.complaints.filter((line) => !/400|409/.test(line))).toEqual([])
  })

  it("reads the same in Chinese, in the dark", async () => {
    const panel = await house.another({ language: "zhCN", theme: "dark" })
    const [newest] = await tests()
    await panel.go(`/marketing/plans/${plan}?test=${newest.no}`)
    await panel.page.getByText("走完全程", { exact: true }).first().waitFor()
    await settled(panel.page)
    await panel.snap("trial-zh-dark")
    expect(rawKeys(await panel.page.locator("main").innerText())).toEqual([])
    await panel.close()
  })
})
