import { segmentTemplates } from "../../src/segment-templates"
import { openHouse } from "./house"
import { rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

const GALLERY = "/marketing/segments/templates"

/** From a ready segment to a plan for it. Each test goes on where the one before it ended. */
describe("a merchant takes a segment from the gallery (A10)", () => {
  let desk: Desk

  const house = openHouse(async (store) => {
    ;({ desk } = await gatherPeople(store))
  })

  const drawer = () => house.panel.page.getByRole("dialog")
  const who = () => drawer().getByRole("region", { name: "Who this is now" })
  const open = async (name: string) =>
    house.panel.page
      .getByRole("button", { name: new RegExp(`^${name}`) })
      .first()
      .click()

  it("finds it by scenario and by words, and reads what this store lacks for some", async () => {
    const { page } = house.panel
    await house.panel.go("/marketing/segments")
    await page.getByRole("link", { name: "From a template" }).first().click()
    await page.getByRole("heading", { name: "Segments from templates" }).waitFor()
    const cards = page.getByRole("listitem").filter({ has: page.getByRole("button") })
    for (const { group } of segmentTemplates)
      await page.getByRole("heading", { name: group.label.en, exact: true }).waitFor()
    expect(await page.locator("main section li").count()).toBe(segmentTemplates.length)
    const missing = cards.filter({ hasText: "Window shoppers" })
    expect(await missing.getByRole("button").isDisabled()).toBe(true)
    expect(await missing.textContent()).toContain("No “product_viewed” has come in yet.")
    await settled(page)
    await house.panel.snap("gallery-en-light")

    await page.getByRole("searchbox", { name: "Search templates" }).fill("zzz")
    await page.getByRole("button", { name: "Show all templates" }).click()
    await page.getByRole("searchbox", { name: "Search templates" }).fill("high spent")
    const found = page.locator("main section li")
    await vi.waitFor(async () => expect(await found.count()).toBe(2))
    expect(await found.first().textContent()).toContain("High spenders")
    expect(page.url()).toContain("q=high+spent")
  })

  it("points at a product and sees who it is, by its name", async () => {
    const { page } = house.panel
    await house.panel.go(GALLERY)
    await open("Fans of a product")
    await drawer().getByText("Fill in the values above to see who this is.").waitFor()
    expect(await drawer().getByRole("button", { name: "Use template" }).isDisabled()).toBe(true)
    expect(await drawer().getByRole("alert").count()).toBe(0)
    await drawer().getByRole("button", { name: "Choose products" }).click()
    await page.getByRole("checkbox").first().click()
    await page.keyboard.press("Escape")
    await drawer().getByLabel("Bought at least").fill("1")
    await who().getByText("1 customer", { exact: true }).waitFor()
    await who()
      .getByText(/^Customers who made a purchase \(product is “[^”]+”\)/)
      .waitFor()
    await house.panel.snap("gallery-drawer-product")
    await drawer().getByRole("button", { name: "Cancel" }).click()
  })

  it("changes a value, watches the count follow, and makes the segment", async () => {
    const { page } = house.panel
    await house.panel.go(GALLERY)
    await open("High spenders")
    await who().getByText("0 customers").waitFor()
    await drawer().getByLabel("Spent at least").fill("0")
    await drawer()
      .getByText(/^An amount from 0\.01 to /)
      .waitFor()
    expect(await drawer().getByRole("button", { name: "Use template" }).isDisabled()).toBe(true)
    await drawer().getByLabel("Spent at least").fill("50")
    await house.panel.choose("Currency", "EUR")
    await who().getByText("1 customer", { exact: true }).waitFor()
    await who().getByText("Cy Example").waitFor()
    await house.panel.snap("gallery-drawer-amount")
    expect(await drawer().getByLabel("Name of the segment").inputValue()).toBe("High spenders")
    await drawer().getByLabel("Name of the segment").fill("Spent 50 and more")
    await drawer().getByRole("button", { name: "Use template" }).dblclick()
    await page.getByRole("heading", { name: "Spent 50 and more" }).waitFor()
    await page.getByText("1 member", { exact: false }).first().waitFor()
    await settled(page)
    await house.panel.snap("gallery-made")
    const { segments, count } = (await desk.get("/admin/marketing/segments").expect(200)).body
    expect(count).toBe(1)
    expect(segments[0].rule).toEqual({
      did: "purchase",
      amount: { gte: 5000, currency: "eur" },
      window: { last: { days: 365 } },
    })
  })

  it("goes to market: the wizard starts with this segment chosen (A15)", async () => {
    const { page } = house.panel
    await page.getByRole("link", { name: "Start a plan" }).first().click()
    await page.waitForURL("**/marketing/plans/create?segment_id=*")
    await page
      .getByRole("combobox", { name: "Segment", exact: true })
      .getByText("Spent 50 and more")
      .waitFor()
    await page.getByText("1 customer", { exact: true }).waitFor()
    await page.getByLabel("Name", { exact: true }).fill("For those who spend")
    await page.getByRole("button", { name: "Continue" }).click()
    await page.getByRole("radio", { name: "E-mail" }).waitFor()
  })

  it("wrote nothing into the browser's console all the while", () => {
    // What was refused while typing is in the console, as it must be.
    expect(
      house.panel.complaints.filter((one) => !/400.*\/segment-templates\/[a-z-]+\/fill/.test(one)),
    ).toEqual([])
  })

  it("reads it in Chinese and in the dark, with no text missing (O7)", async () => {
    for (const [language, theme] of [
      ["zhCN", "dark"],
      ["zhCN", "light"],
      ["en", "dark"],
    ] as const) {
      const other = await house.another({ language, theme })
      await other.go(GALLERY)
      await settled(other.page)
      expect(rawKeys(await other.page.locator("body").innerText())).toEqual([])
      await other.snap(`gallery-${language}-${theme}`)
      await other.page.locator("main section").nth(4).scrollIntoViewIfNeeded()
      await other.snap(`gallery-carts-${language}-${theme}`)
      const [{ label }] = segmentTemplates.filter((one) => one.id === "high-spenders") as [
        (typeof segmentTemplates)[number],
      ]
      const name = language === "en" ? label.en : (label.zhCN ?? "")
      await other.page
        .getByRole("button", { name: new RegExp(`^${name}`) })
        .first()
        .click()
      await settled(other.page)
      await other.page.getByRole("dialog").getByText("EUR").first().waitFor()
      const text = await other.page.getByRole("dialog").innerText()
      expect(rawKeys(text)).toEqual([])
      if (language === "zhCN") expect(text).not.toMatch(/[a-z]{4,} [a-z]{3,}/i)
      await other.snap(`gallery-drawer-${language}-${theme}`)
      expect(other.complaints).toEqual([])
      await other.close()
    }
  })
})
