import type { Locator } from "playwright-core"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

/** From rules and lists to segments made of both. Each test goes on where the one before it ended. */
describe("a merchant makes segments of segments and lists (A8, A9, A14)", () => {
  let desk: Desk
  let email: string

  const house = openHouse(async (store) => {
    const people = await gatherPeople(store)
    desk = people.desk
    email = people.ada.email
    const rule = { fact: "profile.has_account", op: "is", value: true }
    await desk.post("/admin/marketing/segments", { name: "With account", rule }).expect(200)
    await desk.post("/admin/marketing/segments", { name: "Buyers", rule: { did: "purchase" } }).expect(200)
  })

  const drawer = () => house.panel.page.getByRole("dialog")
  const create = async (what: string) => {
    await house.panel.go("/marketing/segments")
    await house.panel.page.getByRole("button", { name: "Create segment" }).click()
    await house.panel.page.getByRole("menuitem", { name: what }).click()
  }
  const closeChoice = async () => {
    await house.panel.page.keyboard.press("Escape")
    await house.panel.page.getByRole("checkbox").first().waitFor({ state: "hidden" })
  }
  const tick = async (segment: string) => {
    await drawer().getByRole("button", { name: "Choose segments" }).click()
    await house.panel.page.getByRole("checkbox", { name: segment, exact: true }).click()
    await closeChoice()
  }
  const menu = async (item: string) => {
    await house.panel.page.getByRole("button", { name: "More actions" }).click()
    await house.panel.page.getByRole("menuitem", { name: item }).click()
  }
  const heading = (name: string) =>
    house.panel.page.getByRole("heading", { name, level: 1, exact: true }).waitFor()

  it("takes those with an account who are no buyers", async () => {
    const { page } = house.panel
    await create("Combine segments")
    await drawer().getByLabel("Name").fill("Account, no order")
    await drawer().getByRole("combobox").click()
    await page.getByRole("option", { name: /exclusion/ }).click()
    await drawer().getByRole("button", { name: "Choose a segment" }).click()
    await page.getByRole("button", { name: "With account", exact: true }).click()
    await tick("Buyers")
    // Who that is stands there before it is made.
    await drawer().getByText("2 customers", { exact: true }).waitFor()
    await settled(page)
    await house.panel.snap("segments-combine-en-light")
    await drawer().getByRole("button", { name: "Create segment" }).click()
    await heading("Account, no order")
    await page.getByText("2 members").first().waitFor()
  })

  it("draws one person of a segment, and then two (A9)", async () => {
    const { page } = house.panel
    await create("Combine segments")
    await drawer().getByLabel("Name").fill("Some with account")
    await drawer().getByRole("combobox").click()
    await page.getByRole("option", { name: "Random sample by number" }).click()
    await drawer().getByRole("button", { name: "Choose a segment" }).click()
    await page.getByRole("button", { name: "With account", exact: true }).click()
    await drawer().getByLabel("Number of people").fill("1")
    await drawer().getByRole("button", { name: "Create segment" }).click()
    await heading("Some with account")
    await page.getByText("1 member").first().waitFor()
    await page.getByLabel("Number of people").fill("2")
    await page.getByRole("button", { name: "Save segment" }).click()
    await page.getByText("2 members").first().waitFor()
    // What the tests below delete is used by one segment only.
    const id = new URL(page.url()).pathname.split("/").at(-1)
    await desk.delete(`/admin/marketing/segments/${id}`).expect(200)
  })

  it("may not delete what another segment is made of, and reads which one that is", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/segments")
    await page.getByText("With account", { exact: true }).click()
    await heading("With account")
    await menu("Delete")
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete segment" }).click()
    await page.getByText("Used by the segment “Account, no order”. Change those first.").waitFor()
    await house.panel.snap("segments-delete-used-en-light")
    // The refusal is the one thing the browser complains of.
    expect(house.panel.complaints.splice(0)).toEqual([expect.stringContaining("409 (Conflict)")])
  })

  it.each([
    ["union", "Account or order", /union/, "3 customers", "3 members"],
    ["intersection", "Account and order", /intersection/, "1 customer", "1 member"],
  ])("takes the %s of them", async (_, name, way, counted, members) => {
    const { page } = house.panel
    await create("Combine segments")
    await drawer().getByLabel("Name").fill(name)
    await drawer().getByRole("combobox").click()
    await page.getByRole("option", { name: way }).click()
    await tick("With account")
    // One segment alone is no combination.
    expect(await drawer().getByRole("button", { name: "Create segment" }).isDisabled()).toBe(true)
    await tick("Buyers")
    await drawer().getByText(counted, { exact: true }).waitFor()
    await drawer().getByRole("button", { name: "Create segment" }).click()
    await heading(name)
    await page.getByText(members).first().waitFor()
  })

  it("fills a list from a file and by hand, and reads which line was rejected and why", async () => {
    const { page } = house.panel
    await create("Fixed list")
    await drawer().getByLabel("Name").fill("Fair visitors")
    await drawer().getByRole("button", { name: "Create segment" }).click()
    await heading("Fair visitors")
    await page.getByRole("button", { name: "Import CSV" }).click()
    const text = `email,Code\n${email},FAIR-1\nnobody@x.test,FAIR-2\n`
    await drawer()
      .locator("input[type=file]")
      .setInputFiles({ name: "fair.csv", mimeType: "text/csv", buffer: Buffer.from(text) })
    await drawer().getByRole("button", { name: "Import CSV" }).click()
    await page.getByText("No customer is known by this.").waitFor()
    await page.getByText("code: FAIR-1").waitFor()
    await settled(page)
    await house.panel.snap("segments-list-en-light")
    await page.getByRole("button", { name: "Add people" }).click()
    await drawer().getByRole("button", { name: "Choose customers" }).click()
    await page.getByRole("checkbox").last().click()
    await closeChoice()
    await drawer().getByRole("button", { name: "Add", exact: true }).click()
    await page.getByText("2 members").first().waitFor()
  })

  it("gives the list another name", async () => {
    const { page } = house.panel
    await page.getByRole("tab", { name: "Rule" }).click()
    await page.getByLabel("Name", { exact: true }).fill("Fair guests")
    await page.getByRole("button", { name: "Save segment" }).click()
    await heading("Fair guests")
    await house.panel.snap("segments-list-renamed-en-light")
    await page.getByLabel("Name", { exact: true }).fill("Fair visitors")
    await page.getByRole("button", { name: "Save segment" }).click()
    await heading("Fair visitors")
  })

  it("exports it, copies it, and puts it away", async () => {
    const { page } = house.panel
    const saving = page.waitForEvent("download")
    await menu("Export as CSV")
    expect((await saving).suggestedFilename()).toBe("Fair visitors.csv")
    await menu("Archive")
    await page.getByText("“Fair visitors” archived").first().waitFor()
    await house.panel.go("/marketing/segments")
    await page.getByText("Account, no order").first().waitFor()
    await settled(page)
    expect(await page.getByText("Fair visitors").count()).toBe(0)
    await house.panel.snap("segments-en-light")
    await house.panel.go("/marketing/segments?state=archived")
    await page.getByText("Fair visitors").first().click()
    await heading("Fair visitors")
    await menu("Duplicate")
    await heading("Fair visitors (copy)")
    expect(house.panel.complaints).toEqual([])
  })

  it("brings people of an old system in from a file: tried out first, its bad line named, then for real (O4, A1)", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/imports")
    await page.getByRole("button", { name: "Upload file" }).first().click()
    const lines = [
      "mail,Born,shoe_size",
      "eve@x.test,1990-05-17,38",
      "max@x.test,1985-02-30,44",
      "kim@x.test,,38",
    ]
    await drawer()
      .getByLabel("File")
      .setInputFiles({ name: "old-shop.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) })
    await drawer().getByRole("button", { name: "Try it out" }).click()
    await heading("old-shop.csv")
    await house.panel.choose("Meaning of mail", "E-mail")
    await house.panel.choose("Meaning of Born", /^Birthday$/)
    await page.getByRole("button", { name: "Try it out" }).click()
    const bad = page.getByRole("row").filter({ hasText: "Birthday" }).filter({ hasText: "3" }).last()
    await bad.waitFor()
    await page.getByText("This was a trial: nothing has been written.").waitFor()
    expect(await house.panel.valueOf("Would be taken").textContent()).toBe("2")
    await settled(page)
    await house.panel.snap("segments-import-tried-en-light")
    await page.getByRole("button", { name: "Import for real" }).click()
    await vi.waitFor(async () => expect(await house.panel.valueOf("Taken").textContent()).toBe("2"), {
      timeout: 30_000,
      interval: 250,
    })
    const size = { fact: "profile.attributes.shoe_size", op: "eq", value: 38 }
    await vi.waitFor(async () => {
      const { body } = await desk.post("/admin/marketing/rules/preview", { rule: size }).expect(200)
      expect(body.count).toBe(2)
    }, 30_000)
  })

  it("asks why somebody is in it or not: what is so, what shows it, and whether time will change it (A7)", async () => {
    const rule = {
      all: [
        { fact: "profile.first_name", op: "is", value: "Zoe" },
        { did: "purchase", count: { gte: 3 }, window: { last: { days: 30 } } },
        { fact: "profile.birthday", op: "anniversary_within_next", value: { days: 7 } },
      ],
    }
    const { body } = await desk.post("/admin/marketing/segments", { name: "Why", rule }).expect(200)
    for (const { language, open, search, said, theme } of [
      {
        language: "en",
        theme: "light",
        open: "Explain a customer…",
        search: "Find a customer by name or e-mail",
        said: ["In fact:", "does not change by itself"],
      },
      {
        language: "zhCN",
        theme: "dark",
        open: "查看客户原因…",
        search: "按姓名或邮箱查找客户",
        said: ["实际情况：", "不会随时间自行变化"],
      },
    ] as const) {
      const panel = await house.another({ language, theme })
      const { page } = panel
      await panel.go(`/marketing/segments/${body.segment.id}`)
      await page.getByRole("button", { name: open }).click()
      const dialog = page.getByRole("dialog")
      await dialog.getByRole("searchbox", { name: search }).fill(email)
      await dialog.getByRole("button").filter({ hasText: email }).click()
      const [name, purchases, birthday] = [0, 1, 2].map((nth) =>
        dialog.getByRole("listitem").filter({ hasText: said[1] }).nth(nth),
      ) as [Locator, Locator, Locator]
      await name.getByText(said[0]).getByText("Ada").waitFor()
      await purchases.getByText(said[0]).getByText("0").waitFor()
      await birthday.getByText(said[0]).waitFor()
      expect(await rawKeys(await dialog.innerText())).toEqual([])
      await settled(page)
      await panel.snap(`segments-explain-${language}-${theme}`)
      expect(panel.complaints).toEqual([])
      await panel.close()
    }
  })

  it("reads all of it in Chinese, in the dark", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    const { page } = chinese
    await chinese.go("/marketing/segments")
    await page.getByText("Fair visitors (copy)").first().click()
    await page.getByRole("tab").nth(1).click()
    await page.getByRole("button", { name: "导入 CSV" }).waitFor()
    await settled(page)
    expect(await rawKeys(await page.locator("body").innerText())).toEqual([])
    await chinese.snap("segments-list-zhCN-dark")
    await chinese.go("/marketing/segments")
    await page.getByRole("button", { name: "创建人群" }).click()
    await page.getByRole("menuitem", { name: "组合人群" }).click()
    await page.getByRole("dialog").waitFor()
    await chinese.snap("segments-combine-zhCN-dark")
    expect(chinese.complaints).toEqual([])
    await chinese.close()
  })
})
