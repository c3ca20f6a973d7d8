import { readFileSync } from "node:fs"
import type { Page } from "playwright-core"
import request from "supertest"
import { connectDatabase } from "../../src/modules/marketing/database"
import { chanceOf } from "../support/audience-people"
import type { OpenStore } from "../support/open-store"
import { hireStaff, office, openShop } from "../support/shop"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import type { Desk } from "./people"

const DAY = 86_400_000
/** The machine may be busy with other tests. */
const SLOW = { timeout: 60_000, interval: 250 }
/** The whole page is in the picture. */
const TALL = { width: 1440, height: 3600 }
type Customer = {
  id: number
  gender: string
  age: number
  country: string
  city: string
  tier: string
  orders: number
}

/** A made-up shop of 240 customers, the same every time. */
function makeUp(): Customer[] {
  const c = chanceOf(21)
  return Array.from({ length: 240 }, (_, id) => ({
    id,
    gender: c.one(["female", "female", "male", "other", ""]),
    age: c.whole(16, 80),
    country: c.one(["de", "de", "fr", "cn", ""]),
    city: c.one(["Berlin", "Köln", "上海", "Lyon", ""]),
    tier: c.one(["gold", "silver", "silver", ""]),
    orders: c.one([0, 0, 1, 1, 2, 3, 6]),
  }))
}

const day = (ago: number) => new Date(Date.now() - ago * DAY).toISOString()

function filesOf(people: Customer[]): { customers: string; purchases: string } {
  const c = chanceOf(4)
  const customers = people.map(({ id, age, ...p }) =>
    [
      id,
      `p${id}@example.test`,
      p.gender,
      day(age * 365.25 + 30).slice(0, 10),
      p.country,
      p.city,
      p.tier,
    ].join(),
  )
  const purchases = people.flatMap((p) =>
    Array.from({ length: p.orders }, (_, n) => {
      const amount = c.whole(8, 90)
      const discount = c.one([0, 0, 2, 5, 12])
      const product = c.one(["Linen shirt", "Wool coat", "Rain boots", "Silk scarf", "Leather bag"])
      return [
        `${p.id}-${n}`,
        p.id,
        day(c.whole(1, 900)),
        product,
        1,
        amount,
        discount,
        c.odds(0.85) ? "eur" : "usd",
      ].join()
    }),
  )
  return {
    customers: ["customer_id,email,gender,birthday,country,city,tier", ...customers].join("\n"),
    purchases: [
      "order_id,customer_id,placed_at,product,quantity,amount,discount,currency",
      ...purchases,
    ].join("\n"),
  }
}

describe("a merchant looks at who is in a segment (A13)", () => {
  const people = makeUp()
  let desk: Desk
  let women: string

  const house = openHouse(async (store) => {
    await openShop(store.container)
    const staff = await hireStaff(store.app, store.container)
    desk = office(store.app, staff)
    for (const [kind, text] of Object.entries(filesOf(people))) {
      const sent = await request(store.app)
        .post("/admin/marketing/imports")
        .set("authorization", `Bearer ${staff.token}`)
        .field("kind", kind)
        .attach("file", Buffer.from(text), `${kind}.csv`)
        .expect(202)
      await vi.waitFor(async () => {
        const { body } = await desk.get(`/admin/marketing/imports/${sent.body.import.id}`).expect(200)
        expect(body.import).toMatchObject({ state: "done", rejected: 0 })
      }, SLOW)
    }
    women = await segment("Women", { fact: "profile.gender", op: "is", value: "female" })
    await segment("Germans", { fact: "profile.country", op: "is", value: "de" })
    await segment("Gold", { fact: "profile.tier", op: "is", value: "gold" })
    await giveHistory(store)
  })

  const segment = async (name: string, rule: object) => {
    const { body } = await desk.post("/admin/marketing/segments", { name, rule }).expect(200)
    return body.segment.id as string
  }

  /** Months cannot pass in a test: members came one after the other, and stages were noted last month already. */
  async function giveHistory(store: OpenStore) {
    const database = connectDatabase(store.databaseUrl)
    // With other thresholds everybody is computed anew, the fifths of all buyers first.
    await desk.post("/admin/marketing/settings", { lifecycle: { intent: { high: 60, mid: 20 } } }).expect(200)
    await vi.waitFor(async () => {
      const scored = await database.one<{ n: number }>(
        "select count(*) as n from marketing_score where stage = 'lead' or rfm is not null",
      )
      expect(scored!.n).toBe(people.length)
    }, SLOW)
    await database.run(
      "update marketing_segment_member set entered_at = entered_at - make_interval(days => pid * 7 % 80)",
    )
    // Women stayed two minutes, men half a minute; of the others no page told.
    await database.run(
      `insert into marketing_event (at, key, name, pid, trusted, props)
       select now(), 'stayed:' || pid, 'left_page', pid, false, jsonb_build_object('seconds', case gender when 'female' then 120 else 30 end)
         from marketing_profile where gender in ('female', 'male')`,
    )
    await database.run("update marketing_stage_change set at = at - interval '40 days'")
    await database.run(
      `insert into marketing_stage_change (pid, at, from_stage, to_stage)
       select pid, now(), stage, 'active' from marketing_score where pid % 6 = 0`,
    )
    await database.close()
  }

  const percent = (part: number, whole: number, locale = "en") =>
    new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(part / whole)
  /** The cells of a row: its name, then share and count of the segment and of the others. */
  const row = async (page: Page, table: string, name: string) => {
    const cells = page
      .getByRole("table", { name: table, exact: true })
      .getByRole("row")
      .filter({ has: page.getByRole("rowheader", { name, exact: true }) })
      .getByRole("cell")
    return (await cells.allInnerTexts()).flatMap((text) => text.split(/\s+/).filter(Boolean))
  }
  const figures = (who: Customer[], all: Customer[], is: (p: Customer) => boolean, locale?: string) =>
    [who, all].flatMap((group) => {
      const n = group.filter(is).length
      return [percent(n, group.length, locale), String(n)]
    })
  const inGroup = (is: (p: Customer) => boolean) => people.filter(is)
  const isWoman = (p: Customer) => p.gender === "female"

  it("reads shares beside all customers, then beside another segment", async () => {
    const { page } = house.panel
    await page.setViewportSize(TALL)
    await house.panel.go(`/marketing/segments/${women}`)
    await page.getByRole("tab", { name: "Insight" }).click()
    await page.getByRole("table", { name: "Gender" }).waitFor()
    await settled(page)
    const ours = inGroup(isWoman)
    expect(await row(page, "Gender", "Female")).toEqual(figures(ours, people, isWoman))
    expect(await row(page, "Tier", "gold")).toEqual(figures(ours, people, (p) => p.tier === "gold"))
    expect(await row(page, "Region", "China")).toEqual(figures(ours, people, (p) => p.country === "cn"))
    expect(await row(page, "Purchases", "3–4")).toEqual(figures(ours, people, (p) => p.orders === 3))
    expect(await row(page, "RFM class", "Champions")).toHaveLength(4)
    expect(await row(page, "Age", "35–44")).toEqual(figures(ours, people, (p) => p.age >= 35 && p.age < 45))
    const told = inGroup((p) => isWoman(p) || p.gender === "male")
    expect(await row(page, "Dwell time", "1 min–5 min")).toEqual(figures(ours, told, isWoman))
    await house.panel.snap("insight-01-en-light")

    await page.getByRole("button", { name: /Compare with/ }).click()
    await page.getByRole("button", { name: "Germans" }).click()
    const germans = inGroup((p) => p.country === "de")
    await vi.waitFor(async () => {
      expect(await row(page, "Gender", "Female")).toEqual(figures(ours, germans, isWoman))
    }, SLOW)
    expect(await row(page, "Region", "China")).toEqual(figures(ours, germans, (p) => p.country === "cn"))
    expect(page.url()).toContain("compare=mkseg_")
    await page.getByRole("tab", { name: "City" }).click()
    expect((await row(page, "Region", "Köln, Germany")).length).toBe(4)
    await house.panel.snap("insight-02-beside-germans")
  })

  it("takes all figures along as a file", async () => {
    const { page } = house.panel
    const saving = page.waitForEvent("download")
    await page.getByRole("button", { name: "Export figures as CSV" }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toBe("Figures of Women.csv")
    const text = readFileSync(await saved.path(), "utf8")
    const germans = inGroup((p) => p.country === "de")
    const both = [inGroup(isWoman).length, 1, germans.filter(isWoman).length]
    const share = Math.round((both[2]! / germans.length) * 1e4) / 1e4
    expect(text).toContain(`"Gender","Female",${[...both, share].map((n) => `"${n}"`).join()}\r\n`)
    expect(text.split("\r\n")[0]).toBe('\uFEFF"Figure","Value","This segment","Share","Germans","Share"')
  })

  it("sees products, overlaps, the size day by day and how stages moved", async () => {
    const { page } = house.panel
    const shared = inGroup((p) => isWoman(p) && p.country === "de").length
    const germans = page
      .getByRole("table", { name: "Overlap" })
      .getByRole("row")
      .filter({ hasText: "Germans" })
    expect(await germans.innerText()).toContain(`${shared}`)
    const products = page.getByRole("table", { name: "Top products" })
    expect(await products.getByRole("row").count()).toBe(6)
    await page.getByText("Show as a table").click()
    const days = page.getByRole("table", { name: "Size day by day" }).getByRole("row")
    expect((await days.nth(1).innerText()).split(/\s+/)).toContain(String(inGroup(isWoman).length))
    await page.getByText("Show as a table").click()
    const matrix = page.getByRole("table", { name: "Moves between lifecycle stages" })
    await matrix.scrollIntoViewIfNeeded()
    const totals = await matrix.locator("tbody tr td:last-child").allInnerTexts()
    expect(totals.reduce((sum, text) => sum + Number(text), 0)).toBe(inGroup(isWoman).length)
    await settled(page)
    await house.panel.snap("insight-03-trend-and-stages")
  })

  it("speaks Chinese too, in the dark", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    const { page } = chinese
    await page.setViewportSize(TALL)
    await chinese.go(`/marketing/segments/${women}?tab=insight`)
    await page.getByRole("table", { name: "性别" }).waitFor()
    await settled(page)
    expect(await row(page, "性别", "女")).toEqual(figures(inGroup(isWoman), people, isWoman, "zh-CN"))
    expect(rawKeys(await page.locator("body").innerText())).toEqual([])
    await chinese.snap("insight-04-zhCN-dark")
    await page.getByRole("table", { name: "生命周期阶段迁移" }).scrollIntoViewIfNeeded()
    await settled(page)
    await chinese.snap("insight-05-zhCN-dark-stages")
    expect([...house.panel.complaints, ...chinese.complaints]).toEqual([])
    await chinese.close()
  })
})
