import type { Locator } from "playwright-core"
import { openHouse } from "./house"
import { type Panel, rawKeys, settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

/** One rule from its first condition to its copy in another segment. Each test goes on where the one before it ended. */
describe("a merchant writes a rule (A6, A7)", () => {
  let panel: Panel
  let desk: Desk
  let saved: { id: string; rule: unknown }

  const house = openHouse(async (store) => {
    ;({ desk } = await gatherPeople(store))
  })
  beforeAll(async () => {
    panel = house.panel
    await panel.page.context().grantPermissions(["clipboard-read", "clipboard-write"])
  })

  const row = (name: string) => panel.page.getByRole("group", { name: `Condition: ${name}`, exact: true })
  const group = (nth: number) => panel.page.getByRole("group", { name: "Group of conditions" }).nth(nth)
  const handle = (name: string) => row(name).getByRole("button", { name: `Move: ${name}` })
  const preview = () => panel.page.getByRole("region", { name: "Who this is now" })
  const heads = (text: string) => preview().getByText(text, { exact: true }).waitFor()
  /** Opens the search, types and takes the best with Enter. */
  const add = async (words: string, where: Locator = panel.page.locator("body")) => {
    await where.getByRole("button", { name: "Add condition" }).last().click()
    await panel.page.getByRole("combobox", { name: /^Search/ }).fill(words)
    await panel.page.keyboard.press("Enter")
  }
  const pick = async (option: string | RegExp) =>
    panel.page.getByRole("option", { name: option }).first().click()
  /** Names of the conditions in the order in which they stand, those of inner groups too. */
  const order = () =>
    panel.page
      .getByRole("group", { name: /^Condition: / })
      .evaluateAll((rows) => rows.map((one) => one.getAttribute("aria-label")?.replace("Condition: ", "")))
  const drag = async (what: Locator, onto: Locator) => {
    const from = (await what.boundingBox())!
    const to = (await onto.boundingBox())!
    await panel.page.mouse.move(from.x + 5, from.y + 10)
    await panel.page.mouse.down()
    await panel.page.mouse.move(from.x + 20, from.y + 30, { steps: 4 })
    // Just below its upper edge: the gap above it is the nearest.
    await panel.page.mouse.move(to.x + 40, to.y + 2, { steps: 8 })
    await panel.page.mouse.up()
  }

  it("says at the condition itself what is missing, and counts as soon as nothing is", async () => {
    const { page } = panel
    await panel.go("/marketing/segments/create")
    await page.getByLabel("Name", { exact: true }).fill("Regulars")
    await heads("4 customers")
    await add("has an account")
    await heads("3 customers")
    // Each answer stands there with how many would give it.
    await row("Has an account").getByRole("combobox", { name: "Value" }).click()
    await pick("No 1")
    await heads("1 customer")
    await row("Has an account").getByRole("combobox", { name: "Value" }).click()
    await pick("Yes 3")
    await heads("3 customers")
    await add("first name")
    await row("First name").getByLabel("Value").waitFor()
    await page.getByLabel("Name", { exact: true }).focus()
    await row("First name").getByRole("alert").waitFor()
    expect(await row("Has an account").getByRole("alert").count()).toBe(0)
    await preview().getByText("Finish the marked conditions").waitFor()
    await row("First name").getByLabel("Value").fill("Ada")
    await heads("1 customer")
    await row("First name").getByRole("alert").waitFor({ state: "detached" })
    await preview().getByText("whose first name is “Ada”").waitFor()
  })

  it("takes a typed word back in one step, and does it again", async () => {
    const { page } = panel
    const value = row("First name").getByLabel("Value")
    // Another visit to the field is another step.
    await page.getByLabel("Name", { exact: true }).focus()
    await value.fill("")
    await value.pressSequentially("Bo")
    await heads("1 customer")
    await page.keyboard.press("Tab")
    await value.focus()
    await value.press("End")
    await value.pressSequentially("rg")
    await page.keyboard.press("Control+z")
    expect(await value.inputValue()).toBe("Bo")
    await page.keyboard.press("Control+z")
    expect(await value.inputValue()).toBe("Ada")
    await page.keyboard.press("Control+Shift+z")
    expect(await value.inputValue()).toBe("Bo")
    await page.getByRole("button", { name: "Undo" }).click()
    expect(await value.inputValue()).toBe("Ada")
  })

  it("builds a group with a product that is searched for, a window, a measure and a sequence", async () => {
    const { page } = panel
    await page.getByRole("button", { name: "Add group" }).click()
    await add("bought", group(1))
    const bought = row("Bought (paid)")
    await bought.getByRole("button", { name: "any product" }).click()
    await page.getByRole("checkbox").first().click()
    await page.keyboard.press("Escape")
    await bought.getByRole("button", { name: "+ how often, how much…" }).click()
    await page.getByRole("menuitem", { name: "Total amount" }).click()
    await bought.getByRole("combobox", { name: "Comparison of amount" }).click()
    await pick("more than")
    // Emptied for the moment, it is still "more than".
    await bought.getByLabel("amount", { exact: true }).fill("")
    await bought.getByLabel("amount", { exact: true }).fill("9.00")
    await bought.getByRole("combobox", { name: "When" }).click()
    await pick("in the last")
    await add("viewed", group(1))
    const viewed = row("Viewed a product")
    await viewed.getByRole("button", { name: "+ followed by…" }).click()
    await viewed.getByRole("button", { name: "+ within…" }).click()
    await viewed.getByLabel("Time limit", { exact: true }).fill("2")
    await row("First name").getByRole("button", { name: "Remove condition" }).click()
    // Cy paid the whole price.
    await bought.getByRole("button", { name: "+ only…" }).click()
    await page.getByRole("menuitem", { name: "Discount" }).click()
    await heads("0 customers")
    await bought.getByRole("combobox", { name: "Discount" }).click()
    await pick("without a discount")
    await preview()
      .getByText(/without a discount/)
      .waitFor()
    // Only Cy bought; nobody has viewed anything.
    await heads("1 customer")
    await preview()
      .getByText(/viewed a product, and did not place an order within 2 days after that/)
      .waitFor()
    expect(await order()).toEqual(["Has an account", "Bought (paid)", "Viewed a product"])
  })

  it("says of an event that never came what to do first, and asks a property for what it holds (A4)", async () => {
    const { page } = panel
    await page.getByRole("button", { name: "Add condition" }).last().click()
    await page.getByRole("combobox", { name: /^Search/ }).fill("shared")
    await page.getByRole("option", { name: /let the storefront send the event “shared”/ }).waitFor()
    await page.keyboard.press("Enter")
    const shared = row("Shared")
    await shared.getByRole("button", { name: "+ only…" }).click()
    await page.getByRole("menuitem", { name: "A property of the event…" }).click()
    // The keyboard goes on in the name of the property.
    await shared.locator("input:focus").waitFor()
    await page.keyboard.type("gift")
    await page.keyboard.press("Enter")
    await shared.getByRole("combobox", { name: "Comparison of gift" }).click()
    await pick("is yes")
    await preview()
      .getByText(/shared something \(.?gift.? is yes\)/)
      .waitFor()
    await shared.getByRole("button", { name: "Remove condition" }).click()
    await heads("1 customer")
  })

  it("lets nothing follow what never happened, until that is undone", async () => {
    const { page } = panel
    const viewed = row("Viewed a product")
    await viewed.getByRole("combobox", { name: "Did or did not" }).click()
    await pick("never")
    await preview().getByText("never viewed a product").waitFor()
    expect(await viewed.getByLabel("Time limit").count()).toBe(0)
    expect(await viewed.getByRole("button", { name: "+ followed by…" }).count()).toBe(0)
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: "Undo" }).click()
    expect(await viewed.getByLabel("Time limit", { exact: true }).inputValue()).toBe("2")
    await heads("1 customer")
  })

  it("drags a condition into the group and out of it, and moves it by the arrows of the keyboard", async () => {
    const { page } = panel
    await drag(handle("Has an account"), row("Viewed a product"))
    expect(await order()).toEqual(["Bought (paid)", "Has an account", "Viewed a product"])
    expect(await group(1).getByRole("group", { name: "Condition: Has an account" }).count()).toBe(1)
    // Any of the three: everybody with an account.
    await heads("3 customers")
    await page.keyboard.press("ArrowUp")
    expect(await order()).toEqual(["Has an account", "Bought (paid)", "Viewed a product"])
    await page.keyboard.press("ArrowLeft")
    expect(await group(1).getByRole("group", { name: "Condition: Has an account" }).count()).toBe(0)
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+z")
    expect(await order()).toEqual(["Has an account", "Bought (paid)", "Viewed a product"])
    await heads("1 customer")
    // A whole group is dragged as one.
    await drag(group(1).getByRole("button", { name: "Move: Any of these holds" }), row("Has an account"))
    expect(await order()).toEqual(["Bought (paid)", "Viewed a product", "Has an account"])
    await settled(page)
    await panel.snap("rule-builder-en-light")
  })

  it("saves it, and finds it again as it was", async () => {
    const { page } = panel
    const before = await group(0).innerText()
    await page.getByRole("button", { name: "Save segment" }).click()
    await page.getByRole("heading", { name: "Regulars", level: 1 }).waitFor()
    const id = page.url().split("/").at(-1)!.replace(/\?.*/, "")
    const { body } = await desk.get(`/admin/marketing/segments/${id}`).expect(200)
    saved = { id, rule: body.segment.rule }
    expect(saved.rule).toEqual({
      all: [
        {
          any: [
            {
              did: "purchase",
              where: { product_id: { in: [expect.stringMatching(/^prod_/)] }, discounted: { is: false } },
              amount: { gt: 900, currency: "eur" },
              window: { last: { days: 30 } },
            },
            { did: "product_viewed", not_then: { did: "order_placed" }, within: { days: 2 } },
          ],
        },
        { fact: "profile.has_account", op: "is", value: true },
      ],
    })
    await page.reload()
    await settled(page)
    expect(await group(0).innerText()).toBe(before)
    // Nothing was changed by looking at it.
    expect(await page.getByRole("button", { name: "Undo" }).getAttribute("aria-disabled")).toBe("true")
  })

  it("keeps the count in sight in a window too narrow for the rule and its meaning side by side", async () => {
    const { page } = panel
    await page.setViewportSize({ width: 1024, height: 560 })
    await page.getByRole("heading", { name: "Regulars", level: 1 }).scrollIntoViewIfNeeded()
    const count = await preview().getByText("1 customer", { exact: true }).boundingBox()
    expect(count!.y).toBeGreaterThan(280)
    expect(count!.y + count!.height).toBeLessThan(560)
    await panel.snap("rule-builder-narrow-en-light")
    await page.setViewportSize({ width: 1440, height: 1000 })
  })

  it("copies a group into another segment, and refuses what is no condition", async () => {
    const { page } = panel
    await group(1).getByRole("button", { name: "Actions: Any of these holds" }).click()
    await page.getByRole("menuitem", { name: /^Copy/ }).click()
    await panel.go("/marketing/segments/create")
    await page.getByRole("button", { name: "Paste conditions" }).click()
    await heads("1 customer")
    expect(await order()).toEqual(["Bought (paid)", "Viewed a product"])
    await handle("Viewed a product").focus()
    await page.keyboard.press("Control+x")
    expect(await order()).toEqual(["Bought (paid)"])
    await page.keyboard.press("Control+v")
    expect(await order()).toEqual(["Bought (paid)", "Viewed a product"])
    await page.keyboard.press("Control+d")
    expect(await order()).toEqual(["Bought (paid)", "Viewed a product", "Viewed a product"])

    await page.evaluate(() => navigator.clipboard.writeText("Dear all, please call me back."))
    await page.getByRole("button", { name: "Paste conditions" }).click()
    await page.getByText("The clipboard holds no conditions.").first().waitFor()
    await page.evaluate(() => navigator.clipboard.writeText('{"all":[{"nonsense":1}]}'))
    await page.getByRole("button", { name: "Paste conditions" }).click()
    await page.getByText("This condition is not complete.").first().waitFor()
    expect(await order()).toEqual(["Bought (paid)", "Viewed a product", "Viewed a product"])
    expect(panel.complaints).toEqual([])
  })

  it("says when the store has no time to check or count it, and finds out when asked again", async () => {
    const { page } = panel
    await panel.go("/marketing/segments/create")
    // What is asked at the opening is answered: the one question that follows is the one that is refused.
    await heads("4 customers")
    const asked = "**/admin/marketing/rules/*"
    await page.route(asked, (route) => route.fulfill({ status: 503, json: { type: "unavailable" } }))
    await add("first name")
    await preview().getByText("The store is busy").waitFor()
    await page.unroute(asked)
    await preview().getByRole("button", { name: "Try again" }).click()
    await preview().getByText("Finish the marked conditions").waitFor()
    panel.complaints.length = 0
  })

  it("is the same in a plan's wizard", async () => {
    const { page } = panel
    await panel.go("/marketing/plans/create")
    await page.getByRole("radio").nth(1).click()
    await add("has an account")
    await heads("3 customers")
    await page.keyboard.press("Control+z")
    expect(await order()).toEqual([])
  })

  it("reads in Chinese, in the dark, and moves by a menu", async () => {
    const chinese = await house.another({ language: "zhCN", theme: "dark" })
    const { page } = chinese
    await chinese.go(`/marketing/segments/${saved.id}`)
    await page.getByRole("group", { name: "条件：购买（已付款）" }).waitFor()
    await page.getByRole("button", { name: "操作：已注册账号" }).click()
    await page.getByRole("menuitem", { name: "移入相邻条件组" }).click()
    await page.getByText("现位于“满足任一”的第 3 项，共 3 项").waitFor({ state: "attached" })
    await settled(page)
    expect(await rawKeys(await page.locator("body").innerText())).toEqual([])
    await chinese.snap("rule-builder-zhCN-dark")
    expect(chinese.complaints).toEqual([])
    await chinese.close()
  })
})
