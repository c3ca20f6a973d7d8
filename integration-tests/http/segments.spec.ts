import type { Express } from "express"
import request from "supertest"
import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, office, openShop, registerShopper, type Shopper } from "../support/shop"
import { bootStore, type Store } from "../support/store"

describe("segments in the admin", () => {
  let store: Store
  let app: Express
  let staff: { token: string }
  let ada: Shopper
  beforeAll(async () => {
    store = await bootStore()
    app = store.app
    const shop = await openShop(store.container)
    staff = await hireStaff(app, store.container)
    ada = await registerShopper(app, shop)
    await store.container.resolve<MarketingService>("marketing").verbs.syncCustomers([ada.customer_id])
  })
  const post = (path: string, body: object = {}) => office(app, staff).post(`/admin/marketing${path}`, body)
  const get = (path: string) => office(app, staff).get(`/admin/marketing${path}`)
  const isAda = () => ({ fact: "profile.email", op: "is", value: ada.email })

  it("only staff gets in", async () => {
    await request(app).get("/admin/marketing/segments").expect(401)
    await request(app).post("/admin/marketing/rules/preview").send({ rule: isAda() }).expect(401)
  })

  it("the catalogues say what a rule can ask", async () => {
    const { body } = await get("/fields").expect(200)
    expect(body.fields.find((f: { id: string }) => f.id === "profile.birthday")).toMatchObject({
      type: "date",
      day: true,
      operators: expect.arrayContaining(["anniversary_within_next", "unknown"]),
      available: true,
    })
    expect(body.fields.map((f: { id: string }) => f.id)).toEqual(
      expect.arrayContaining(["consent.email", "purchase.total.eur", "cart.open"]),
    )
    const events = await get("/events").expect(200)
    expect(events.body.events).toEqual(
      expect.arrayContaining([{ name: "purchase", built_in: true, seen: true }]),
    )
  })

  it("a segment is made, listed, refreshed, read and deleted", async () => {
    const made = await post("/segments", { name: "Only Ada", rule: isAda() }).expect(200)
    const { id } = made.body.segment
    expect(made.body.segment).toMatchObject({ type: "dynamic", state: "fresh", member_count: 1 })
    expect(made.body.segment).not.toHaveProperty("no")
    const list = await get("/segments?q=only%20ada&limit=5").expect(200)
    expect(list.body).toMatchObject({ count: 1, offset: 0, limit: 5, segments: [{ id, name: "Only Ada" }] })
    const members = await get(`/segments/${id}/members`).expect(200)
    expect(members.body).toMatchObject({
      count: 1,
      members: [{ customer_id: ada.customer_id, email: ada.email }],
    })
    await post(`/segments/${id}`, { name: "Ada" }).expect(200)
    expect((await post(`/segments/${id}/refresh`).expect(200)).body).toMatchObject({
      entered: 0,
      left: 0,
      segment: { name: "Ada" },
    })

    const user = await post("/segments", { name: "Friends", rule: { not: { in_segment: id } } }).expect(200)
    expect((await get(`/segments/${id}/used-by`).expect(200)).body.segments).toEqual([
      { id: user.body.segment.id, name: "Friends" },
    ])
    const kept = await office(app, staff).delete(`/admin/marketing/segments/${id}`).expect(409)
    expect(kept.body.message).toContain('segment "Friends"')
    expect(kept.body.problems).toMatchObject([
      { code: "segment/in-use", values: { users: [{ what: "segment", name: "Friends" }] } },
    ])
    await office(app, staff).delete(`/admin/marketing/segments/${user.body.segment.id}`).expect(200)
    const gone = await office(app, staff).delete(`/admin/marketing/segments/${id}`).expect(200)
    expect(gone.body).toEqual({ id, object: "segment", deleted: true })
    await get(`/segments/${id}`).expect(404)
  })

  it("a template of the gallery is counted, filled in and kept (A10)", async () => {
    const { body } = await get("/segment-templates").expect(200)
    const newcomers = body.segment_templates.find((one: { id: string }) => one.id === "new-without-order")
    expect(newcomers).toMatchObject({
      group: { id: "newcomers" },
      available: true,
      parameters: [{ id: "days", type: "days", default: 30, min: 1, max: 3650 }],
    })
    const path = "/segment-templates/new-without-order"
    const preview = await post(`${path}/preview`, { values: { days: 7 }, language: "zhCN" }).expect(200)
    expect(preview.body.text).toContain("7天")
    const { rule, name } = (await post(`${path}/fill`, { values: { days: 7 } }).expect(200)).body
    const { count } = (await post("/rules/preview", { rule }).expect(200)).body
    expect(preview.body.count).toBe(count)
    const hers = await post("/rules/explain", { rule, customer_id: ada.customer_id }).expect(200)
    expect(hers.body.matches).toBe(true)
    const kept = await post("/segments", { name: name.en, rule }).expect(200)
    expect(kept.body.segment).toMatchObject({ name: "New, without an order", member_count: count })
    await office(app, staff).delete(`/admin/marketing/segments/${kept.body.segment.id}`).expect(200)

    const refused = await post(`${path}/fill`, { values: { days: -1 } }).expect(400)
    expect(refused.body.problems).toMatchObject([{ code: "template/number", path: "values.days" }])
    await post(`${path}/preview`, { values: "7 days" }).expect(400)
    await post("/segment-templates/nothing/fill").expect(404)
    await request(app).post(`/admin/marketing${path}/fill`).send({}).expect(401)
  })

  it("people are picked by hand for a static segment", async () => {
    const made = await post("/segments", { name: "Picked", type: "static" }).expect(200)
    const { id } = made.body.segment
    const added = await post(`/segments/${id}/members`, { add: [ada.customer_id] }).expect(200)
    expect(added.body.segment.member_count).toBe(1)
    const refused = await post(`/segments/${id}/members`, { add: ["cus_nobody"] }).expect(400)
    expect(refused.body.problems).toMatchObject([{ code: "segment/unknown-customers" }])
  })

  it("segments are combined, copied, archived and taken back (A8, A9)", async () => {
    const a = (await post("/segments", { name: "All", rule: isAda() }).expect(200)).body.segment.id
    const b = (await post("/segments", { name: "None", rule: { not: isAda() } }).expect(200)).body.segment.id
    const only = await post("/segments", {
      name: "A",
      definition: { exclude: { from: a, without: [b] } },
    }).expect(200)
    expect(only.body.segment).toMatchObject({ type: "dynamic", member_count: 1 })
    const drawn = await post("/segments", { name: "D", definition: { sample: { of: a, number: 1 } } }).expect(
      200,
    )
    expect(drawn.body.segment).toMatchObject({ member_count: 1, sample: { number: 1 } })
    const wrong = await post("/segments", { name: "W", definition: { union: [a] } }).expect(400)
    expect(wrong.body.problems).toMatchObject([{ code: "segment/definition", path: "definition.union" }])
    const frozen = await post(`/segments/${a}/duplicate`, { frozen: true }).expect(200)
    expect(frozen.body.segment).toMatchObject({ name: "All (copy)", type: "static", member_count: 1 })
    const copy = frozen.body.segment.id
    await post(`/segments/${copy}/archive`).expect(200)
    expect((await get("/segments?q=All%20(copy)").expect(200)).body.count).toBe(0)
    expect((await get("/segments?q=All%20(copy)&state=archived").expect(200)).body.segments).toMatchObject([
      { id: copy },
    ])
    await post(`/segments/${copy}`, { name: "X" }).expect(409)
    await post(`/segments/${copy}/unarchive`).expect(200)
    await post("/segments/mkseg_none/archive").expect(404)
  })

  it("a list comes in as CSV with a report, and goes out as CSV (A8, A14)", async () => {
    const made = await post("/segments", { name: '名单 / "List"', type: "static" }).expect(200)
    const { id } = made.body.segment
    const upload = (text: string) =>
      request(app)
        .post(`/admin/marketing/segments/${id}/import`)
        .set("authorization", `Bearer ${staff.token}`)
        .attach("file", Buffer.from(text), "list.csv")
    const { body } = await upload(`email,code\n${ada.email},=1\nnobody@x.test,2\n`).expect(200)
    expect(body).toMatchObject({
      segment: { type: "imported", member_count: 1 },
      accepted: 1,
      rejected: 1,
      rejections: [{ line: 3, code: "import/unknown-person" }],
    })
    await upload("colour\nred\n").expect(400)
    await post(`/segments/${id}/import`).expect(400)
    await request(app)
      .post(`/admin/marketing/segments/${id}/import`)
      .attach("file", Buffer.from("x"), "x")
      .expect(401)
    const out = await get(`/segments/${id}/export`).expect(200)
    expect(out.headers["content-type"]).toContain("text/csv")
    expect(out.headers["content-disposition"]).toContain("%E5%90%8D%E5%8D%95")
    expect(out.text.startsWith('\uFEFF"customer_id"')).toBe(true)
    expect(out.text).toContain(`"'=1"`)
    await get("/segments/mkseg_none/export").expect(404)
  })

  it("a rule is previewed, read aloud and explained", async () => {
    const preview = await post("/rules/preview", { rule: isAda() }).expect(200)
    expect(preview.body).toMatchObject({ count: 1, exact: true, sample: [{ customer_id: ada.customer_id }] })
    expect(preview.body.reachable).toHaveProperty("email")
    const told = await post("/rules/describe", { rule: isAda(), language: "zhCN" }).expect(200)
    expect(told.body.text).toContain("邮箱是")
    // Of a plan that is being drawn the server knows no names.
    const asked = { rule: { plan: "mkplan_x", outcome: "clicked", node: "n2" }, cards: { n2: "Welcome" } }
    const drawn = await post("/rules/describe", asked).expect(200)
    expect(drawn.body.text).toBe("Customers who clicked in a message of the card “Welcome”.")
    const why = await post("/rules/explain", { rule: { not: isAda() }, customer_id: ada.customer_id }).expect(
      200,
    )
    expect(why.body).toMatchObject({ matches: false, conditions: [{ path: "not", matches: true }] })
    await post("/rules/explain", { rule: isAda(), customer_id: "cus_nobody" }).expect(404)
  })

  it.each([
    [{ fact: "profile.shoe", op: "is", value: 1 }, "rule/unknown-field", "fact"],
    [{ fact: "profile.city", op: "is", value: 1 }, "rule/type", "value"],
    [{ all: [{ fact: "profile.age", op: "contains", value: "x" }] }, "rule/operator", "all.0.op"],
    [{ in_segment: "mkseg_none" }, "rule/missing", "in_segment"],
    ["nonsense", "rule/shape", ""],
  ])("%j is refused with its problem, never with a crash (A6, S11)", async (rule, code, path) => {
    const checked = await post("/rules/check", { rule }).expect(200)
    expect(checked.body.problems).toMatchObject([{ code, path }])
    // A rule about something that was deleted can still be read.
    for (const door of code === "rule/missing" ? ["preview"] : ["preview", "describe"]) {
      const { body } = await post(`/rules/${door}`, { rule }).expect(400)
      expect(body).toMatchObject({ type: "invalid_data", problems: [{ code, path }] })
    }
    const saved = await post("/segments", { name: "Bad", rule }).expect(400)
    expect(saved.body.problems).toMatchObject([{ code, path: path === "" ? "rule" : `rule.${path}` }])
    expect((await get("/segments?q=Bad").expect(200)).body.count).toBe(0)
  })

  it("a circle, a bomb and a wrong shape of the body are refused (A6, S12)", async () => {
    const a = (await post("/segments", { name: "A", rule: isAda() }).expect(200)).body.segment.id
    const b = (await post("/segments", { name: "B", rule: { in_segment: a } }).expect(200)).body.segment.id
    const circle = await post(`/segments/${a}`, { rule: { all: [{ in_segment: b }] } }).expect(400)
    expect(circle.body.problems).toMatchObject([{ code: "rule/cycle", path: "rule.all.0.in_segment" }])
    expect(circle.body.problems[0].values).toEqual({ path: "A → B → A" })
    expect(circle.body.message).toContain("A → B → A")
    const bomb = `${'{"not":'.repeat(5000)}{"all":[]}${"}".repeat(5000)}`
    const { body } = await request(app)
      .post("/admin/marketing/rules/check")
      .set("authorization", `Bearer ${staff.token}`)
      .set("content-type", "application/json")
      .send(`{"rule":${bomb}}`)
      .expect(400)
    expect(body.problems).toMatchObject([{ code: "body/too-deep" }])
    await post("/segments", { name: "" }).expect(400)
    await post("/segments", { title: "?" }).expect(400)
    await post("/rules/explain", { rule: isAda() }).expect(400)
    await get("/segments/mkseg_none/members").expect(404)
  })
})
