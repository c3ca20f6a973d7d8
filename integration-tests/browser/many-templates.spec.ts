import { openHouse } from "./house"
import { settled } from "./panel"
import { type Desk, gatherPeople } from "./people"

const MANY = 101

describe("where there are more templates than a list can hold, one searches", () => {
  let desk: Desk
  let ada: string
  const house = openHouse(async (store) => {
    const gathered = await gatherPeople(store)
    desk = gathered.desk
    ada = gathered.ada.customer_id
  })

  it("for the message of a plan; its review warns of what the text can never say (P2, C2)", async () => {
    const { page } = house.panel
    for (let nth = 0; nth < MANY; nth++)
      await desk
        .post("/admin/marketing/templates")
        .send({
          name: `Letter ${nth}`,
          channel: "inbox",
          content: { title: "Hi", body: "{{ event.title }}" },
        })
        .expect(200)
    const rule = { all: [{ fact: "profile.has_account", op: "is", value: true }] }
    const made = await desk.post("/admin/marketing/segments").send({ name: "All", rule }).expect(200)
    await house.panel.go(`/marketing/plans/create?segment_id=${made.body.segment.id}`)
    const next = () => page.getByRole("button", { name: "Continue" }).click()
    await page.getByLabel("Name", { exact: true }).fill("Many letters")
    await next()
    await page.getByRole("radio", { name: "In-app inbox" }).click()
    await house.panel.choose("Where the text comes from", "Use a template")
    await page.getByRole("button", { name: "Choose…", exact: true }).click()
    await page.getByPlaceholder("Search").last().fill("Letter 0")
    await page.getByRole("button", { name: "Letter 0", exact: true }).click()
    await page.getByRole("button", { name: /: Letter 0$/ }).waitFor()
    await house.panel.snap("many-letters")
    await next()
    await next()
    await next()
    await page
      .getByText("The place of “event.title” will stay empty for everybody", { exact: false })
      .waitFor()
    await page.getByText("In-app inbox · Letter 0").waitFor()
    await house.panel.snap("many-letters-review")
    expect(house.panel.complaints).toEqual([])
  })

  it("for the coupon that staff grants by hand (B1)", async () => {
    const { page } = house.panel
    for (let nth = 0; nth < MANY; nth++)
      await desk
        .post("/admin/marketing/coupon-templates")
        .send({ name: `Gift ${nth}`, discount: { type: "percent", percent: 10 } })
        .expect(200)
    await house.panel.go(`/customers/${ada}`)
    await settled(page)
    await page.getByRole("button", { name: "More actions" }).click()
    await page.getByRole("menuitem", { name: "Grant coupon" }).click()
    const drawer = page.getByRole("dialog").first()
    await drawer.getByRole("button", { name: "Choose…", exact: true }).click()
    await page.getByPlaceholder("Search").last().fill("Gift 0")
    await page.getByRole("button", { name: "Gift 0", exact: true }).click()
    await drawer.getByLabel("Reason").fill("A gift")
    await house.panel.snap("many-gifts")
    await drawer.getByRole("button", { name: "Grant coupon" }).click()
    await vi.waitFor(async () => {
      const { coupons } = (await desk.get(`/admin/marketing/coupons?customer_id=${ada}`).expect(200)).body
      expect(coupons).toMatchObject([{ template: { name: "Gift 0" } }])
    }, 15_000)
    expect(house.panel.complaints).toEqual([])
  })
})
