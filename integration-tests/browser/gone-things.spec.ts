import { openHouse } from "./house"
import { type Panel, rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

describe("a rule about messages and days, and about what is gone (A4, A5, A6)", () => {
  let panel: Panel
  let desk: Desk
  const house = openHouse(async (store) => {
    const people = await gatherPeople(store)
    desk = people.desk
    const points = { amount: 100, reason: "thanks", expires_in_days: 40 }
    await desk
      .post("/admin/marketing/points/adjust", { customer_id: people.ada.customer_id, ...points })
      .expect(200)
    // Where another file looked before, it is half a minute until the store looks again whether there are points.
    const looked = async () => {
      const { fields } = (await desk.get("/admin/marketing/fields").expect(200)).body
      expect(fields.find(({ id }: { id: string }) => id === "points.balance").available).toBe(true)
    }
    await vi.waitFor(looked, { timeout: 60_000, interval: 1000 })
  })
  beforeAll(() => {
    panel = house.panel
  })

  const row = (name: string | RegExp) => panel.page.getByRole("group", { name })
  const preview = () => panel.page.getByRole("region", { name: "Who this is now" })
  const add = async (words: string) => {
    await panel.page.getByRole("button", { name: "Add condition" }).last().click()
    await panel.page.getByRole("combobox", { name: /^Search/ }).fill(words)
    await panel.page.keyboard.press("Enter")
  }

  it("asks what became of messages of any plan, and by which channel", async () => {
    const { page } = panel
    await panel.go("/marketing/segments/create")
    await add("opened")
    const messages = row("Condition: Messages: received, opened, clicked")
    await messages.getByRole("button", { name: "Plan: Any plan" }).waitFor()
    await preview().getByText("who opened any message in the last 30 days").waitFor()
    await messages.getByRole("combobox", { name: "Channel" }).click()
    await page.getByRole("option", { name: "E-mail", exact: true }).click()
    await preview().getByText("who opened any message by “E-mail” in the last 30 days").waitFor()
    await messages.getByRole("combobox", { name: "What happened in the plan" }).click()
    await page.getByRole("option", { name: "ordered" }).click()
    await preview().getByText("who ordered because of any plan in the last 30 days").waitFor()
    expect(await messages.getByRole("combobox", { name: "Channel" }).count()).toBe(0)
  })

  it("asks for points that expire within any number of days, and says which numbers there are", async () => {
    const { page } = panel
    await panel.go("/marketing/segments/create")
    await add("points that expire")
    const days = row(/^Condition: Points that expire within/).getByLabel("days", { exact: true })
    await days.fill("45")
    await row(/^Condition: Points that expire within/)
      .getByLabel("Value")
      .fill("100")
    await preview().getByText("points that expire within 45 days").waitFor()
    await days.fill("400")
    await page.keyboard.press("Tab")
    await page.getByText("Give a number of days from 1 to 366.").first().waitFor()
    await panel.snap("rule-days-en-light")
  })

  it("says beside each condition what was deleted, by the name that it had", async () => {
    const group = (await desk.post("/admin/customer-groups", { name: "Regulars of Ulm" }).expect(200)).body
      .customer_group
    const channel = (await desk.post("/admin/sales-channels", { name: "Pop-up" }).expect(200)).body
      .sales_channel
    const rule = {
      any: [
        { fact: "profile.groups", op: "has_any", value: [group.id] },
        { fact: "orders.last_channel", op: "is", value: channel.id },
        { did: "purchase", where: { sales_channel_id: { in: [channel.id] } } },
      ],
    }
    const { body } = await desk.post("/admin/marketing/segments", { name: "Of Ulm", rule }).expect(200)
    await desk.delete(`/admin/customer-groups/${group.id}`).expect(200)
    await desk.delete(`/admin/sales-channels/${channel.id}`).expect(200)
    const said = {
      en: { group: "Condition: Customer groups", bought: "Condition: Bought (paid)", gone: "(deleted)" },
      zhCN: { group: "条件：客户组", bought: "条件：购买（已付款）", gone: "（已删除）" },
    }
    for (const [language, words] of Object.entries(said) as ["en" | "zhCN", typeof said.en][]) {
      const seen = await house.another({ language, theme: language === "en" ? "light" : "dark" })
      const { page } = seen
      await seen.go(`/marketing/segments/${body.segment.id}`)
      const first = page.getByRole("group", { name: words.group })
      await first.getByText(`Regulars of Ulm${words.gone === "(deleted)" ? " " : ""}${words.gone}`).waitFor()
      await first.getByRole("alert").getByText("Regulars of Ulm").waitFor()
      await page.getByRole("group", { name: words.bought }).getByRole("alert").getByText("Pop-up").waitFor()
      expect(await page.getByRole("alert").count()).toBeGreaterThanOrEqual(3)
      await settled(page)
      expect(await rawKeys(await page.locator("body").innerText())).toEqual([])
      await seen.snap(`rule-gone-${language}`)
      await seen.close()
    }
  })
})
