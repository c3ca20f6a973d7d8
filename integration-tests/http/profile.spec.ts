import type { Express } from "express"
import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, office, openShop, registerShopper, type Shop, type Shopper, visit } from "../support/shop"
import { bootStore, type Store } from "../support/store"

describe("a customer's profile (A1)", () => {
  let store: Store
  let app: Express
  let shop: Shop
  let staff: { token: string }
  let ada: Shopper
  beforeAll(async () => {
    store = await bootStore()
    app = store.app
    shop = await openShop(store.container)
    staff = await hireStaff(app, store.container)
    ada = await registerShopper(app, shop)
    await store.container.resolve<MarketingService>("marketing").verbs.syncCustomers([ada.customer_id])
  })
  const at = () => `/admin/marketing/customers/${ada.customer_id}/profile`

  it("staff says what they know, and reads it back; the log says who", async () => {
    const said = { tier: "gold", gender: "female", membership_expires_at: "2099-12-31", growth_value: 1200 }
    const { body } = await office(app, staff).post(at(), said).expect(200)
    expect(body.customer).toMatchObject({ customer_id: ada.customer_id, ...said, points: { balance: 0 } })
    const forgot = await office(app, staff).post(at(), { tier: null }).expect(200)
    expect(forgot.body.customer).toMatchObject({ tier: null, gender: "female" })
    const log = await office(app, staff).get(
      `/admin/marketing/audit?entity=customer&entity_id=${ada.customer_id}`,
    )
    expect(log.body.entries).toMatchObject([
      { action: "change_profile", detail: { from: { tier: "gold" }, to: { tier: null } } },
      { action: "change_profile" },
    ])
  })

  it("what cannot be is refused with its place, and nothing of it is kept", async () => {
    for (const [wrong, path] of [
      [{ birthday: "1999-02-30" }, "birthday"],
      [{ birthday: "2999-01-01" }, "birthday"],
      [{ growth_value: -1 }, "growth_value"],
      [{ growth_value: 1.5 }, "growth_value"],
      [{ gender: "unsure" }, "gender"],
      [{ language: "'; drop" }, "language"],
      [{ member_since: 5 }, "member_since"],
      [{ rep: "" }, "rep"],
      [{ points: 9 }, ""],
    ] as const) {
      const { body } = await office(app, staff)
        .post(at(), { source: "wrong", ...wrong })
        .expect(400)
      expect(body).toMatchObject({ type: "invalid_data", problems: [{ path }] })
    }
    await office(app, staff).post("/admin/marketing/customers/cus_nobody/profile", {}).expect(404)
    const { body } = await office(app, staff).get(`/admin/marketing/customers/${ada.customer_id}`)
    expect(body.customer.source).toBeNull()
  })

  it("staff defines attributes of the store's own and says them; what does not fit is refused (A1)", async () => {
    const desk = office(app, staff)
    const key = `shoe_size_${Date.now()}`
    const made = await desk
      .post("/admin/marketing/attributes", { key, type: "number", label: { en: "Shoe size" } })
      .expect(200)
    expect(made.body.attribute).toEqual({
      key,
      type: "number",
      label: { en: "Shoe size" },
      choices: null,
      by_shopper: false,
    })
    const said = await desk.post(at(), { attributes: { [key]: 42.5 } }).expect(200)
    expect(said.body.customer.attributes[key]).toBe(42.5)
    const wrong = await desk.post(at(), { attributes: { [key]: "large", [`${key}_x`]: 1 } }).expect(400)
    expect(wrong.body.problems).toMatchObject([
      { code: "attribute/value", path: `attributes.${key}` },
      { code: "attribute/unknown", path: `attributes.${key}_x` },
    ])
    await desk.post(at(), { attributes: { "a b": 1 } }).expect(400)
    await desk.post("/admin/marketing/attributes", { key, type: "text" }).expect(400)
    await desk.post("/admin/marketing/attributes", { key: "Wrong key", type: "text" }).expect(400)
    await desk.post("/admin/marketing/attributes/nothing", {}).expect(404)
    const named = await desk
      .post(`/admin/marketing/attributes/${key}`, { label: { zhCN: "鞋码" } })
      .expect(200)
    expect(named.body.attribute.label).toEqual({ en: "Shoe size", zhCN: "鞋码" })
    const { body } = await desk.get("/admin/marketing/attributes").expect(200)
    expect(body.attributes).toEqual(expect.arrayContaining([named.body.attribute]))
    const rule = { fact: `profile.attributes.${key}`, op: "gt", value: 42 }
    expect((await desk.post("/admin/marketing/rules/preview", { rule }).expect(200)).body.count).toBe(1)
  })

  it("staff tags a customer, of a group with one tag at most (A12)", async () => {
    const desk = office(app, staff)
    const tags = `/admin/marketing/customers/${ada.customer_id}/tags`
    const mark = String(Date.now())
    const group = await desk
      .post("/admin/marketing/tag-groups", { name: "Size", single: true, tags: [`S${mark}`, `M${mark}`] })
      .expect(200)
    const { id } = group.body.tag_group
    await desk.post(tags, { add: ["friend", `S${mark}`] }).expect(200)
    const { body } = await desk.post(tags, { add: [`M${mark}`] }).expect(200)
    expect(body.customer.tags).toEqual([`M${mark}`, "friend"])
    const both = await desk.post(tags, { add: [`S${mark}`, `M${mark}`] }).expect(400)
    expect(both.body.problems).toMatchObject([{ code: "tags/one-of-group" }])
    await desk.post(tags, { add: ["a,b"] }).expect(400)
    await desk.post(tags, { add: "vip" }).expect(400)
    await desk.post("/admin/marketing/customers/cus_nobody/tags", { add: ["x"] }).expect(404)
    const taken = await desk
      .post("/admin/marketing/tag-groups", { name: "Other", tags: [`S${mark}`] })
      .expect(400)
    expect(taken.body.problems).toMatchObject([{ code: "tags/other-group" }])
    await desk.delete(`/admin/marketing/tag-groups/${id}`).expect(200)
    await desk.delete(`/admin/marketing/tag-groups/${id}`).expect(404)
    expect(
      (await desk.post(tags, { remove: ["friend", `M${mark}`] }).expect(200)).body.customer.tags,
    ).toEqual([])
  })

  it("a shopper says birthday, gender and language, and nothing else", async () => {
    const own = visit(app, shop, ada)
    const said = { birthday: "1984-02-29", gender: "other", language: "de" }
    const { body } = await own.post("/store/marketing/me", said).expect(200)
    expect(body.me.profile).toMatchObject(said)
    for (const wrong of [{ tier: "gold" }, { rep: "me" }, { birthday: "tomorrow" }])
      await own.post("/store/marketing/me", wrong).expect(400)
    // All or nothing: a channel that nobody is asked about refuses the rest too.
    await own.post("/store/marketing/me", { consents: { pigeon: "yes" }, language: "fr" }).expect(400)
    expect((await own.get("/store/marketing/me")).body.me.profile.language).toBe("de")
  })
})
