import axe, { type AxeResults } from "axe-core"
import type { Page } from "playwright-core"
import request from "supertest"
import en from "../../admin/i18n/json/en.json" with { type: "json" }
import zhCN from "../../admin/i18n/json/zhCN.json" with { type: "json" }
import { hireStaff, office, openShop } from "../support/shop"
import { atRest, inSight } from "./at-rest"
import { openHouse } from "./house"
import { type Panel, rawKeys, settled } from "./panel"
import type { Desk } from "./people"

const MEDUSAS_COLOURS = /text-ui-fg-interactive|role="tab"|style="pointer-events: none;"/
const SLOW = { timeout: 60_000, interval: 250 }
const CUSTOMERS = `customer_id,email,gender,birthday,country,city
${Array.from({ length: 30 }, (_, n) => `${n},p${n}@example.test,${n % 2 ? "female" : "male"},1990-0${1 + (n % 9)}-11,de,Berlin`).join("\n")}`

describe("every page of ours (O7)", () => {
  let desk: Desk
  let draftAt = ""
  const routes: Record<string, string> = {
    overview: "/marketing",
    segments: "/marketing/segments",
    "the gallery of segments": "/marketing/segments/templates",
    "a new segment": "/marketing/segments/create",
    plans: "/marketing/plans",
    "a new plan": "/marketing/plans/create",
    "the gallery of plans": "/marketing/plans/templates",
    content: "/marketing/content",
    "new content": "/marketing/content/create",
    benefits: "/marketing/benefits",
    imports: "/marketing/imports",
    settings: "/settings/marketing",
    health: "/settings/marketing/health",
  }

  const house = openHouse(async (store) => {
    await openShop(store.container)
    const staff = await hireStaff(store.app, store.container)
    desk = office(store.app, staff)
    const sent = await request(store.app)
      .post("/admin/marketing/imports")
      .set("authorization", `Bearer ${staff.token}`)
      .field("kind", "customers")
      .attach("file", Buffer.from(CUSTOMERS), "customers.csv")
      .expect(202)
    const imported = `/admin/marketing/imports/${sent.body.import.id}`
    await vi.waitFor(async () => {
      const { body } = await desk.get(imported).expect(200)
      expect(body.import).toMatchObject({ state: "done", accepted: 30 })
    }, SLOW)
    routes["an import"] = imported.replace("/admin", "")

    const rule = { fact: "profile.gender", op: "is", value: "female" }
    const women = (await desk.post("/admin/marketing/segments", { name: "Women", rule }).expect(200)).body
      .segment
    for (const tab of ["rule", "members", "insight", "uses"])
      routes[`a segment, ${tab}`] = `/marketing/segments/${women.id}?tab=${tab}`

    const place = (nth: number) => ({ position: { x: nth * 320, y: 0 } })
    const canvas = {
      nodes: [
        { id: "who", kind: "segment", settings: { segment_id: women.id }, ...place(0) },
        { id: "tell", kind: "message:log", settings: { content: { text: "Hello" } }, ...place(1) },
        { id: "tag", kind: "tags", settings: { add: ["greeted"], remove: [] }, ...place(2) },
      ],
      edges: [
        { from: "who", port: "out", to: "tell" },
        { from: "tell", port: "out", to: "tag" },
      ],
    }
    const settings = {
      goal: { metric: "conversion_rate", target: 0.15 },
      budget: { amount: 50_000, currency: "eur" },
      do_not_disturb: { hours: 24, except_channels: ["email"] },
    }
    const draft = { name: "Greeting", type: "one_time", canvas, settings }
    const made = async () =>
      (await desk.post("/admin/marketing/plans", draft).expect(200)).body.plan.id as string
    const [drawn, ran] = [await made(), await made()]
    routes["a draft"] = `/marketing/plans/${drawn}`
    draftAt = routes["a draft"]
    routes["a draft's settings"] = `/marketing/plans/${drawn}?tab=settings`
    await desk.post(`/admin/marketing/plans/${ran}/publish`, {}).expect(200)
    await vi.waitFor(async () => {
      const { body } = await desk.get(`/admin/marketing/plans/${ran}`).expect(200)
      expect(body.plan.state).toBe("ended")
    }, SLOW)
    for (const tab of ["canvas", "report", "people", "runs", "versions", "settings", "log"])
      routes[`a plan, ${tab}`] = `/marketing/plans/${ran}?tab=${tab}`
    const { body } = await desk.get(`/admin/marketing/plans/${ran}/report/people?limit=1`).expect(200)
    const { customer_id } = body.people[0]
    routes["somebody's way"] = `/marketing/plans/${ran}/people/${customer_id}`
    routes["a customer"] = `/customers/${customer_id}`
  })

  it("can be read by everybody, by day and by night", async () => {
    const panel = await house.another({ language: "zhCN" })
    const found: Record<string, string[]> = {}
    for (const [name, route] of Object.entries(routes)) {
      await panel.go(route)
      await settled(panel.page)
      const byDay = await seriousIn(panel.page)
      await panel.page.evaluate(() => document.documentElement.classList.replace("light", "dark"))
      const byNight = await seriousIn(panel.page, ["color-contrast"])
      const wrong = [...byDay, ...byNight.map((one) => `by night, ${one}`), ...(await textsIn(panel))]
      if (wrong.length > 0) found[name] = wrong
      await panel.snap(`by night ${name}`)
    }
    expect(found).toEqual({})
    await panel.close()
  })

  it.each([
    { language: "en", theme: "light" },
    { language: "zhCN", theme: "dark" },
  ] as const)("so can what opens on the canvas, in $language by $theme (C1)", async (seen) => {
    const panel = await house.another(seen)
    const { page } = panel
    const { editor, draft } = seen.language === "en" ? en : zhCN
    const found: Record<string, string[]> = {}
    const look = async (name: string) => {
      await settled(page)
      const wrong = [...(await seriousIn(page)), ...(await textsIn(panel))]
      if (wrong.length > 0) found[name] = wrong
      await panel.snap(`open ${name} ${seen.language} ${seen.theme}`)
    }
    const command = async (name: string) => {
      await page.keyboard.press("Control+k")
      await page.getByRole("combobox", { name: editor.searchCommands }).fill(name)
      await page.getByRole("option", { name, exact: false }).first().waitFor()
    }
    const dialog = page.getByRole("dialog")
    /** The keyboard is on the chosen card again. */
    const leave = async () => {
      await page.keyboard.press("Escape")
      await expect.poll(() => dialog.count()).toBe(0)
      await page.locator(".react-flow__node:focus").waitFor()
    }
    await panel.go(draftAt)
    const card = (nth: number) => page.locator(".react-flow__node-card").nth(nth)
    await card(0).waitFor()
    await settled(page)
    for (const nth of [0, 1, 2]) {
      await (await inSight(card(nth))).click()
      await page.getByRole("complementary", { name: editor.inspector }).waitFor()
      await look(`form ${nth}`)
    }
    await command(editor.commands.history)
    await look("commands")
    await page.keyboard.press("Enter")
    await dialog.getByText(draft.history.title).waitFor()
    await look("history")
    await leave()
    await command(editor.commands.template)
    await page.keyboard.press("Enter")
    await dialog.getByRole("checkbox").first().click()
    await look("template")
    await leave()
    await page.keyboard.press("?")
    await dialog.getByText(editor.moves.walk).waitFor()
    await look("keys")
    await leave()
    await page.keyboard.press("Shift+P")
    await dialog.getByRole("button", { name: editor.present.leave }).waitFor()
    await atRest(page)
    await look("presentation")
    await leave()
    await page.keyboard.press("l")
    await page.getByRole("region", { name: editor.listTitle }).waitFor()
    await look("list")
    expect(found).toEqual({})
    await panel.close()
  })

  /** What a blind, deaf or trembling person would trip over, as axe sees it. What Medusa draws on our pages is marked and left out. */
  async function seriousIn(page: Page, rules?: string[]): Promise<string[]> {
    await page.evaluate(axe.source)
    // Colours on their way from day to night are neither.
    await page.addStyleTag({ content: "* { transition: none !important }" })
    const { violations } = await page.evaluate(async (rules) => {
      const mark = (element: Element | null | undefined) => element?.setAttribute("data-medusa", "")
      // Its table's search field has a glyph without a text, and the button of its filters has no name.
      for (const search of document.querySelectorAll(":is(main, [role=dialog]) input[type=search]")) {
        mark(search.parentElement?.querySelector("[role=img]"))
        mark(search.closest(".flex-wrap")?.querySelector("button[aria-haspopup=menu]:not([aria-label])"))
      }
      // Nor has the button that closes its dialogs; the key beside it says what it does.
      mark(document.querySelector("[role=dialog] :is(button:has(+ kbd), kbd + button)"))
      // Around our part of a customer's page stand Medusa's.
      if (location.pathname.includes("/customers/"))
        for (const heading of document.querySelectorAll("main h1, main h2"))
          if (!/^(Marketing|营销)$/.test(heading.textContent ?? ""))
            mark(heading.closest("[class*=shadow-elevation-card-rest]"))
      const { axe } = window as unknown as {
        axe: { run: (where: object, how: object) => Promise<AxeResults> }
      }
      // Behind a dialog nothing is read.
      const front = document.querySelector("[role=dialog]") ? "[role=dialog]" : "main"
      const where = { include: [[front]], exclude: [["[data-medusa]"]] }
      return axe.run(where, rules ? { runOnly: rules } : {})
    }, rules)
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        // The colours of links, tabs and of what is not chosen yet are those of the whole panel.
        id === "color-contrast"
          ? { id, nodes: nodes.filter(({ html }) => !MEDUSAS_COLOURS.test(html)) }
          : { id, nodes },
      )
      .flatMap(({ id, nodes }) =>
        nodes.map(
          ({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary?.slice(0, 220)}`,
        ),
      )
  }

  async function textsIn({ page, complaints }: Panel): Promise<string[]> {
    // Names of variables for a text look like keys and are meant.
    const keys = rawKeys(await page.locator("main").innerText()).filter(
      (key) => !/^(customer|points)\.[a-z_]+$/.test(key),
    )
    return [...keys.map((key) => `raw key ${key}`), ...complaints.splice(0)]
  }
})
