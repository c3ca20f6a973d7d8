import zhCN from "../../admin/i18n/json/zhCN.json" with { type: "json" }
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { openHouse } from "./house"
import { settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

const SLOW = { timeout: 30_000, interval: 250 }

/** What plans' pages say is so: numbers and the people behind them, where the keyboard stands, what a button will do. */
describe("plans' pages say what is so", () => {
  let desk: Desk
  let database: Database
  const house = openHouse(async (store) => {
    desk = (await gatherPeople(store)).desk
    database = connectDatabase(store.databaseUrl, { size: 1 })
  })
  afterAll(() => database?.close())

  const at = (x: number, y = 100) => ({ position: { x, y } })
  const everybody = { id: "who", kind: "conditions", settings: { rule: { all: [] } }, ...at(0) }
  const publish = async (name: string, canvas: object, settings?: object): Promise<string> => {
    const type = settings ? "recurring" : "one_time"
    const { plan } = (await desk.post("/admin/marketing/plans", { name, type, canvas, settings }).expect(200))
      .body
    await desk.post(`/admin/marketing/plans/${plan.id}/publish`, {}).expect(200)
    return plan.id
  }
  const draft = async (name: string): Promise<string> =>
    (await desk.post("/admin/marketing/plans", { name, canvas: { nodes: [], edges: [] } }).expect(200)).body
      .plan.id
  /** As if it had begun on that day, and everybody, or so many of them, rested in it since. */
  const began = (id: string, day: string, people = 4) =>
    database.run(
      `with plan as (update marketing_plan set state = 'running' where id = $1 returning no),
       run as (
         insert into marketing_run (id, plan_no, version, slot, state, due_at, started_at, created_at)
         select 'mkrun_' || $2, no, 1, $2 || 'T10:00', 'running', $2::date, $2::date, $2::date from plan
         returning no, plan_no),
       entered as (
         insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
         select r.plan_no, r.no, 1, p.pid, $2, 'who', 'inside', $2::date from run r cross join (select pid from marketing_profile order by pid limit $3) p
         returning id, plan_no, run_no, pid)
       insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, state, run_at, entered_at, arrived_at)
       select id, 'rest', 1, plan_no, run_no, 1, pid, 'ready', now() + interval '30 days', $2::date, $2::date from entered`,
      [id, day, people],
    )
  const resting = {
    nodes: [everybody, { id: "rest", kind: "wait", settings: { amount: 30, unit: "days" }, ...at(340) }],
    edges: [{ from: "who", to: "rest" }],
  }
  const rows = () => house.panel.page.locator("tbody").getByRole("row")
  let again: string
  const daily = { schedule: { every: "day", time: "10:00", zone: "store" } }

  it("the numbers on the cards are those of one run, which is said and chosen, and lead to its people (C3, P4)", async () => {
    const { page } = house.panel
    again = await publish("Again and again", resting, daily)
    await began(again, "2026-03-02")
    await began(again, "2026-03-03")
    await house.panel.go(`/marketing/plans/${again}`)
    const card = page.locator('.react-flow__node[data-id="rest"]')
    await card.getByText("4 waiting").waitFor()
    await page.getByText("8 people inside").waitFor()
    await page.getByText("4 people are inside from other runs").waitFor()
    const run = page.getByRole("combobox", { name: "Numbers of the run" })
    const latest = await run.textContent()
    await run.click()
    expect(await page.getByRole("option").count()).toBe(2)
    await page.getByRole("option").last().click()
    await page.waitForURL(/run_id=/)
    await expect.poll(() => run.textContent()).not.toBe(latest)
    await card.getByText("4 waiting").waitFor()
    await settled(page)
    await house.panel.snap("plan-canvas-of-a-run")
    await card.click()
    await page.getByRole("dialog").getByRole("link", { name: "4 waiting" }).click()
    await page.getByText("here now").first().waitFor()
    await settled(page)
    expect(await rows().count()).toBe(4)
  })

  it("the list of plans tells of people as they come in (P21)", async () => {
    const { page } = house.panel
    const id = await publish("Day by day", resting, daily)
    await began(id, "2026-03-05", 2)
    await house.panel.go("/marketing/plans?q=Day by day")
    const row = page.getByRole("row").filter({ hasText: "Day by day" })
    await row.getByText("2", { exact: true }).first().waitFor()
    await began(id, "2026-03-06", 3)
    await row.getByText("3", { exact: true }).first().waitFor()
  })

  it("of messages that were not sent, one sees to whom (C3)", async () => {
    const { page } = house.panel
    const canvas = {
      nodes: [
        everybody,
        {
          id: "tell",
          kind: "message:email",
          settings: { content: { subject: "Hello", html: "<p>Hello</p>" } },
          ...at(340),
        },
      ],
      edges: [{ from: "who", to: "tell" }],
    }
    const id = await publish("A letter", canvas)
    await house.panel.go(`/marketing/plans/${id}`)
    const card = page.locator('.react-flow__node[data-id="tell"]')
    await card.getByText("2 not sent").waitFor()
    await card.click()
    await page.getByRole("dialog").getByRole("link", { name: "2 not sent" }).click()
    await page.getByText("Cy").first().waitFor()
    await settled(page)
    expect(await rows().count()).toBe(2)
    expect(await page.getByRole("row").filter({ hasText: "Ada" }).count()).toBe(0)
    const chinese = await house.another({ language: "zhCN" })
    await chinese.go(`/marketing/plans/${id}`)
    await chinese.page.getByRole("group", { name: "步骤 电子邮件" }).waitFor()
    await chinese.page.getByRole("button", { name: zhCN.page.more, exact: true }).click()
    await chinese.page.getByRole("menuitem", { name: zhCN.plans.duplicate.confirm }).click()
    await chinese.page.getByRole("heading", { name: "A letter（副本）", level: 1 }).waitFor()
    await chinese.close()
  })

  it("in a panel whose language is none of ours, the words are English and the numbers its own (O7)", async () => {
    const { page, go, complaints, close } = await house.another({ language: "ptBR" })
    for (const route of [
      "/marketing",
      "/marketing/plans",
      `/marketing/plans/${again}`,
      "/marketing/segments",
    ]) {
      await go(route)
      await page
        .locator("main")
        .getByText(/Plans|Marketing|Again and again|Segments/)
        .first()
        .waitFor()
    }
    await go(`/marketing/plans/${again}?tab=runs`)
    await page
      .getByText(/\d de nov\. de \d{4}|de 20\d\d/)
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it("what changed between versions is told in words, whatever was changed (P20, O7)", async () => {
    const rest = { id: "rest", kind: "wait", settings: { amount: 30, unit: "days" }, ...at(340) }
    const canvas = { nodes: [everybody, rest], edges: [{ from: "who", to: "rest" }] }
    const id = await publish("Told in words", canvas)
    const { plan } = (await desk.get(`/admin/marketing/plans/${id}`).expect(200)).body
    const settings = {
      ...plan.settings,
      ...{ attribution: { basis: "click", window_days: 20 }, batch: { size: 5, every_minutes: 3 } },
      ...{ budget: { amount: 12_300, currency: "eur" }, entry: { cool_down_hours: 4 } },
    }
    const later = { ...rest, settings: { amount: 20, unit: "hours" } }
    const changed = { ...canvas, nodes: [everybody, later] }
    await desk.post(`/admin/marketing/plans/${id}`, { canvas: changed, settings }).expect(200)
    const { page, go, close } = await house.another({ language: "zhCN" })
    await go(`/marketing/plans/${id}?tab=versions`)
    const told = page.getByRole("list", { name: zhCN.plans.difference.title })
    await told.getByText("单位：天 → 小时").waitFor()
    await told.getByText("数量：30 → 20").waitFor()
    await told.getByText("订单归因依据：送达 → 点击").waitFor()
    await told.getByText("权益预算已修改").waitFor()
    expect((await told.innerText()).match(/[a-z_]{3,}/g) ?? []).toEqual([])
    await close()
  })

  it("a goal's card says when somebody has reached it (C7)", async () => {
    const { page } = house.panel
    const goal = {
      id: "goal",
      kind: "goal",
      settings: { rule: { all: [{ did: "purchase" }] } },
      ...at(0, 300),
    }
    const canvas = { nodes: [everybody, goal], edges: [] }
    const { plan } = (
      await desk.post("/admin/marketing/plans", { name: "To a purchase", canvas }).expect(200)
    ).body
    await house.panel.go(`/marketing/plans/${plan.id}`)
    const card = page.locator('.react-flow__node[data-id="goal"]')
    await card.getByText(/^Leaves the plan once the conditions are met: .*purchase/).waitFor()
  })

  it("moving people asks no reason where nobody would leave (P20)", async () => {
    const { page } = house.panel
    const rest = { id: "rest", kind: "wait", settings: { amount: 30, unit: "days" }, ...at(340) }
    const late = { id: "late", kind: "tags", settings: { add: ["late"], remove: [] }, ...at(680) }
    const first = { from: "who", to: "rest" }
    const canvas = { nodes: [everybody, rest, late], edges: [first, { from: "rest", to: "late" }] }
    const id = await publish("Moved without a reason", canvas)
    await vi.waitFor(async () => {
      const { runs } = (await desk.get(`/admin/marketing/plans/${id}/runs`).expect(200)).body
      expect(runs[0].inside).toBe(4)
    }, SLOW)
    await desk
      .post(`/admin/marketing/plans/${id}`, { canvas: { nodes: [everybody, rest], edges: [first] } })
      .expect(200)
    await desk.post(`/admin/marketing/plans/${id}/publish`, {}).expect(200)
    await house.panel.go(`/marketing/plans/${id}?tab=versions`)
    await page.getByRole("button", { name: "Move people" }).click()
    const drawer = page.getByRole("dialog")
    await drawer.getByText("0 people").waitFor()
    expect(await drawer.getByLabel("Reason for leaving").count()).toBe(0)
    await drawer.getByRole("button", { name: "Move 4 people" }).click()
    await page.getByText("Moved to version 2: 4; left the plan: 0").waitFor()
  })

  it("an empty canvas hears the keys that it names, and takes what was copied elsewhere (C1)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans")
    await page.getByRole("button", { name: "Empty canvas" }).focus()
    await page.keyboard.press("Enter")
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    await page.locator('section[aria-label="Canvas editor"]:focus').waitFor()
    await page.keyboard.press("?")
    await page.getByRole("dialog").getByText("Go from card to card along the ways").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("dialog").waitFor({ state: "detached" })
    await page.locator('section[aria-label="Canvas editor"]:focus').waitFor()
    await page.keyboard.press("a")
    await page.getByRole("combobox", { name: "Search cards" }).last().waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("tab", { name: "Settings" }).focus()
    await page.keyboard.press("Enter")
    await page.getByRole("tab", { name: "Canvas" }).press("Enter")
    await page.getByRole("toolbar", { name: "Tools of the canvas" }).waitFor()
    expect(
      await page.getByRole("tab", { name: "Canvas" }).evaluate((tab) => tab === document.activeElement),
    ).toBe(true)
  })

  it("a page of the list that is gone is not an empty store (P21)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/plans?offset=400")
    await page.getByRole("row").filter({ hasText: "Again and again" }).waitFor()
    expect(page.url()).not.toContain("offset")
    const { count } = (await desk.get("/admin/marketing/plans?limit=1").expect(200)).body
    for (let nth = 0; nth < 21 - count; nth++) await draft(`Z ${nth}`)
    await house.panel.go("/marketing/plans?offset=20&order=name")
    await rows().filter({ hasText: "Z 9" }).getByRole("button").last().click()
    await page.getByRole("menuitem", { name: "Delete plan" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete plan" }).click()
    await rows().filter({ hasText: "Z 8" }).waitFor()
    expect(await rows().count()).toBe(20)
    expect(await page.getByText("No plans yet").count()).toBe(0)
  })

  it("the wizard submits where plans are approved, and promises nothing else (P1, P13)", async () => {
    const { page } = house.panel
    const { user } = (await desk.get("/admin/users/me").expect(200)).body
    const approval = (on: boolean) =>
      desk.post("/admin/marketing/settings", { approval: { on, approvers: [user.id] } }).expect(200)
    await approval(true)
    const next = () => page.getByRole("button", { name: "Continue", exact: true }).click()
    await house.panel.go("/marketing/plans/create")
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("To be looked at")
    await page.getByRole("radio", { name: "Conditions of its own" }).click()
    await next()
    await page.getByRole("radio", { name: "Log" }).click()
    await page.getByRole("dialog").getByLabel("Plain text").fill("Hello")
    for (const tab of ["Benefit", "When"]) {
      await next()
      await page.getByRole("tab", { name: tab, selected: true }).waitFor()
    }
    await next()
    await page.getByText("No problems: the plan can be published.").waitFor()
    await page.getByRole("button", { name: "Submit for approval" }).click()
    expect(await page.getByRole("button", { name: "Publish plan" }).count()).toBe(0)
    const drawer = page.getByRole("dialog", { name: /Submit/ })
    await drawer.getByRole("button", { name: "Submit for approval" }).click()
    await page.waitForURL("**/marketing/plans/mkplan_*")
    await page.getByText("In review").first().waitFor()
    await approval(false)
  })
})
