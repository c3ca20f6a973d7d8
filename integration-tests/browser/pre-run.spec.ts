import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

const mail = { content: { subject: "Hello", html: "<p>Hello</p>" } }
const nodes = [
  { id: "who", kind: "conditions", name: "Everybody", settings: { rule: { all: [] } } },
  { id: "gift", kind: "benefit:points", settings: { amount: 50 } },
  {
    id: "listen",
    kind: "wait-for-event",
    settings: { event: "purchase", at_most: { amount: 2, unit: "days" } },
  },
  { id: "letter", kind: "message:email", name: "The letter", settings: mail },
]
const edges = [
  { from: "who", port: "out", to: "gift" },
  { from: "gift", port: "granted", to: "listen" },
  { from: "listen", port: "timeout", to: "letter" },
]

/** Each test goes on where the one before it ended. */
describe("a merchant runs a plan beforehand (P14)", () => {
  let desk: Desk
  let plan: string
  const house = openHouse(async (store) => {
    ;({ desk } = await gatherPeople(store))
    const made = await desk
      .post("/admin/marketing/plans")
      .send({ name: "Ahead", type: "one_time", canvas: { nodes, edges } })
      .expect(200)
    plan = made.body.plan.id
  })

  it("reads on the cards and beside them what would happen, and what nobody can know", async () => {
    const { page } = house.panel
    await house.panel.go(`/marketing/plans/${plan}`)
    await page.getByRole("button", { name: "Pre-run", exact: true }).click()
    await page.getByRole("heading", { name: "What would happen" }).waitFor()
    const { pre_runs } = (await desk.get(`/admin/marketing/plans/${plan}/pre-run`).expect(200)).body
    expect(pre_runs).toHaveLength(1)
    const { result } = (
      await desk.get(`/admin/marketing/plans/${plan}/pre-run/${pre_runs[0].no}`).expect(200)
    ).body.pre_run
    const heads = result.entry.entered
    expect(heads).toBeGreaterThan(1)
    expect(await house.panel.valueOf("Come in").textContent()).toBe(`${heads}`)
    await page.getByText("nobody does it; everybody goes on when the time is over").waitFor()
    await page.getByRole("cell", { name: "No price stated" }).waitFor()
    await page.getByText(`${heads} in`, { exact: true }).first().waitFor()
    expect(page.url()).toContain(`pre-run=${pre_runs[0].no}`)
    await settled(page)
    await house.panel.snap("pre-run-en-light")
    expect(house.panel.complaints).toEqual([])
  })

  it("changes the plan, runs it again and sees what is different", async () => {
    const { page } = house.panel
    const fewer = nodes.map((node) =>
      node.id === "who"
        ? { ...node, settings: { rule: { fact: "profile.has_account", op: "is", value: true } } }
        : node,
    )
    await desk
      .post(`/admin/marketing/plans/${plan}`)
      .send({ canvas: { nodes: fewer, edges } })
      .expect(200)
    await page.reload()
    await page.getByText("The plan was changed since", { exact: false }).waitFor()
    await page.getByRole("button", { name: "Pre-run", exact: true }).click()
    await page.getByText("The plan was changed since", { exact: false }).waitFor({ state: "detached" })
    await house.panel.choose("Compare with", /^Pre-run of/)
    await page.getByRole("heading", { name: "Difference" }).waitFor()
    await page
      .getByRole("cell", { name: /^\d+ → \d+$/ })
      .first()
      .waitFor()
    await settled(page)
    await page.getByRole("heading", { name: "Difference" }).scrollIntoViewIfNeeded()
    await house.panel.snap("pre-run-compared")
  })

  it("reads the same in Chinese, in the dark", async () => {
    const panel = await house.another({ language: "zhCN", theme: "dark" })
    const newest = (await desk.get(`/admin/marketing/plans/${plan}/pre-run`).expect(200)).body.pre_runs[0].no
    await panel.go(`/marketing/plans/${plan}?pre-run=${newest}`)
    await panel.page.getByRole("heading", { name: "将会发生什么" }).waitFor()
    await settled(panel.page)
    await panel.snap("pre-run-zh-dark")
    expect(rawKeys(await panel.page.locator("main").innerText())).toEqual([])
    await panel.close()
  })

  it("replays a triggered plan on what happened, and reads who came in, which way and what they did (P15)", async () => {
    const { page } = house.panel
    const welcome = await desk
      .post("/admin/marketing/plans")
      .send({
        name: "Welcome",
        type: "triggered",
        canvas: {
          nodes: [
            {
              id: "new",
              kind: "trigger:did-something",
              name: "New",
              settings: { event: "customer_created" },
            },
            { id: "letter", kind: "message:email", name: "The letter", settings: mail },
            {
              id: "buys",
              kind: "wait-for-event",
              name: "First order",
              settings: { event: "order_placed", at_most: { amount: 2, unit: "days" } },
            },
            {
              id: "vip",
              kind: "filter",
              name: "In Ulm",
              settings: { rule: { fact: "profile.city", op: "is", value: "Ulm" } },
            },
          ],
          edges: [
            { from: "new", port: "out", to: "letter" },
            { from: "letter", port: "out", to: "buys" },
            { from: "buys", port: "happened", to: "vip" },
          ],
        },
      })
      .expect(200)
    const { id } = welcome.body.plan
    await house.panel.go(`/marketing/plans/${id}`)
    await page.getByRole("button", { name: "Replay", exact: true }).waitFor()
    expect(await page.getByRole("button", { name: "Pre-run", exact: true }).count()).toBe(0)
    await house.panel.choose("Days of the past", "7 days")
    await page.getByRole("button", { name: "Replay", exact: true }).click()
    await page.getByRole("heading", { name: "What would have happened" }).waitFor()
    const { replays } = (await desk.get(`/admin/marketing/plans/${id}/replay`).expect(200)).body
    expect(replays).toMatchObject([{ days: 7, revision: 1 }])
    const { result } = (await desk.get(`/admin/marketing/plans/${id}/replay/${replays[0].no}`).expect(200))
      .body.replay
    expect(result.entry.entered).toBeGreaterThanOrEqual(3)
    expect(await house.panel.valueOf("Come in").textContent()).toBe(`${result.entry.entered}`)
    await page.getByText(`${result.entry.entered} in`, { exact: true }).first().waitFor()
    await page.getByRole("heading", { name: "What these people really did" }).waitFor()
    await page.getByText("not what the plan would bring", { exact: false }).waitFor()
    await page.getByText("In Ulm: as it is today, because its past is not kept: City").waitFor()
    await page
      .getByRole("cell", { name: "New → The letter → First order → In Ulm → Come to the end" })
      .first()
      .waitFor()
    await page.getByRole("link", { name: "Ada" }).first().waitFor()
    expect(page.url()).toContain(`pre-run=${replays[0].no}`)
    await settled(page)
    await house.panel.snap("replay-on-canvas")
    await page.getByRole("heading", { name: "The first who come in" }).scrollIntoViewIfNeeded()
    await house.panel.snap("replay-en-light")

    await page.getByRole("button", { name: "Replay", exact: true }).click()
    await page.waitForURL((url) => !url.search.includes(`pre-run=${replays[0].no}`))
    await house.panel.choose("Compare with", /^7 days to/)
    await page.getByText("Heads and messages are the same at every step.").waitFor()
    expect(house.panel.complaints).toEqual([])

    const panel = await house.another({ language: "zhCN", theme: "dark" })
    await panel.go(`/marketing/plans/${id}?pre-run=${replays[0].no}`)
    await panel.page.getByRole("heading", { name: "这些客户实际做了什么" }).waitFor()
    await settled(panel.page)
    await panel.page.getByRole("heading", { name: "最先进入的客户" }).scrollIntoViewIfNeeded()
    await panel.snap("replay-zh-dark")
    expect(rawKeys(await panel.page.locator("main").innerText())).toEqual([])
    await panel.close()
  })
})
