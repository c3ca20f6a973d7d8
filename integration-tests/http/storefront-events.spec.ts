import { randomUUID } from "node:crypto"
import request from "supertest"
import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, office, openShop, registerShopper, type Shop, type Shopper, visit } from "../support/shop"
import { bootStore, type Store } from "../support/store"

const DOOR = "/store/marketing/events"
const search = { type: "track", event: "searched", properties: { query: "gift" } }

describe("the storefront's door for events (X1)", () => {
  let store: Store
  let shop: Shop
  let staff: { token: string }
  let ada: Shopper
  beforeAll(async () => {
    store = await bootStore()
    shop = await openShop(store.container)
    staff = await hireStaff(store.app, store.container)
    ada = await registerShopper(store.app, shop)
  })
  const verbs = () => store.container.resolve<MarketingService>("marketing").verbs
  const guest = () => visit(store.app, shop)
  const raw = (body: string, headers: Record<string, string> = {}) =>
    request(store.app)
      .post(DOOR)
      .set({ "x-publishable-api-key": shop.publishable_key, "content-type": "application/json", ...headers })
      .send(body)

  it("takes a visitor's events at once; signed in they are the customer's, and segments follow (A4, A8)", async () => {
    const desk = office(store.app, staff)
    const rule = { did: "searched", where: { query: "gift" }, count: { gte: 2 } }
    const { body: made } = await desk
      .post("/admin/marketing/segments", { name: `Gift hunters ${Date.now()}`, rule })
      .expect(200)
    const visitor_id = randomUUID()
    const told = await guest()
      .post(DOOR, { visitor_id, events: [search, search] })
      .expect(202)
    expect(told.body).toEqual({ accepted: 2, duplicates: 0, rejected: [] })
    const members = async () => {
      await verbs().spreadChanges()
      while (await verbs().followNextSegment());
      const { body } = await desk.get(`/admin/marketing/segments/${made.segment.id}/members`).expect(200)
      return body.members.map((member: { customer_id: string }) => member.customer_id)
    }
    expect(await members()).toEqual([])
    await visit(store.app, shop, ada)
      .post(DOOR, { visitor_id, events: [{ type: "alias" }] })
      .expect(202)
    expect(await members()).toEqual([ada.customer_id])
  })

  it("believes nobody who is not signed in who they are, whatever they send (S7, S8)", async () => {
    const visitor_id = randomUUID()
    const claim = { type: "identify", traits: { gender: "female" } }
    for (const authorization of [
      "Bearer forged",
      `Bearer ${ada.token}x`,
      `Bearer ${staff.token}`,
      "Basic x",
    ]) {
      const { body } = await raw(JSON.stringify({ visitor_id, events: [claim, { type: "alias" }] }), {
        authorization,
      }).expect(202)
      expect(body).toMatchObject({
        accepted: 0,
        rejected: [
          { index: 0, code: "event/not-signed-in" },
          { index: 1, code: "event/not-signed-in" },
        ],
      })
    }
    for (const id of ["customer_id", "email", "pid"])
      await guest()
        .post(DOOR, { visitor_id, [id]: ada.customer_id, events: [search] })
        .expect(400)
    await guest()
      .post(DOOR, { events: [search] })
      .expect(400)
    await request(store.app)
      .post(DOOR)
      .send({ visitor_id, events: [search] })
      .expect(400)
  })

  it("lets shoppers say of themselves what staff opened to them, and nothing else (A1)", async () => {
    const desk = office(store.app, staff)
    const key = `size_${Date.now()}`
    await desk.post("/admin/marketing/attributes", { key, type: "number" }).expect(200)
    const identify = (traits: object) =>
      visit(store.app, shop, ada).post(DOOR, { events: [{ type: "identify", traits }] })
    const closed = await identify({ attributes: { [key]: 38 } }).expect(202)
    expect(closed.body.rejected).toMatchObject([{ index: 0, code: "attribute/not-open" }])
    const opened = await desk.post(`/admin/marketing/attributes/${key}`, { by_shopper: true }).expect(200)
    expect(opened.body.attribute.by_shopper).toBe(true)
    const child = { relation: "child", name: "Kim", birthday: "2020-02-29" }
    const said = { gender: "female", birthday: "1984-02-29", language: "zh-CN", relations: [child] }
    const { body } = await identify({ ...said, attributes: { [key]: 38 }, referrer: "Eva" }).expect(202)
    expect(body).toEqual({ accepted: 1, duplicates: 0, rejected: [] })
    const seen = await desk.get(`/admin/marketing/customers/${ada.customer_id}`).expect(200)
    expect(seen.body.customer).toMatchObject({ ...said, referrer: "Eva", attributes: { [key]: 38 } })
    for (const theirs of [{ tier: "gold" }, { consents: { email: "yes" } }, { tags: ["vip"] }, { rep: "me" }])
      expect((await identify(theirs).expect(202)).body.rejected).toMatchObject([{ code: "event/invalid" }])
    expect((await identify({ birthday: "2199-01-01" })).body.rejected).toMatchObject([
      { code: "profile/birthday", path: "events.0.traits.birthday" },
    ])
    const own = await visit(store.app, shop, ada)
      .post("/store/marketing/me", { attributes: { [key]: 39 }, relations: [] })
      .expect(200)
    expect(own.body.me.profile).toMatchObject({ attributes: { [key]: 39 }, relations: [] })
  })

  it("keeps the good events of a call with hostile ones, and falls over nothing", async () => {
    const visitor_id = randomUUID()
    const hostile = [
      { type: "track", event: "a\0" },
      { type: "track", event: "searched", properties: { query: "half a fox \ud83e" } },
      { type: "track", event: "x'; drop table marketing_event; --" },
      { type: "track", event: "purchase", properties: { amount: 1, currency: "eur" } },
      { type: "track", event: "searched", properties: { a: { b: [1] } } },
      null,
      [],
    ]
    const { body } = await guest()
      .post(DOOR, { visitor_id, events: [search, ...hostile, search] })
      .expect(202)
    expect(body.accepted).toBe(2)
    expect(body.rejected.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const proto = `{"visitor_id":"${visitor_id}","events":[{"type":"track","event":"searched","properties":{"__proto__":{"admin":1}}}]}`
    await raw(proto).expect(202)
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
    const deep = `{"visitor_id":"${visitor_id}","events":[${"[".repeat(20_000)}${"]".repeat(20_000)}]}`
    expect((await raw(deep).expect(202)).body.accepted).toBe(0)
    for (const broken of [
      "",
      "{",
      "null",
      "7",
      `"text"`,
      "[]",
      `{"events":{}}`,
      `{"visitor_id":"1","events":[{}]}`,
      "[".repeat(20_000) + "]".repeat(20_000),
      `{"events":${"[".repeat(20_000)}${"]".repeat(20_000)}, "list":["\u0000"]}`,
    ])
      expect([broken, (await raw(broken)).status]).toEqual([broken, 400])
    const whole = JSON.stringify({
      visitor_id,
      events: [{ ...search, properties: { query: "x".repeat(2 ** 20) } }],
    })
    const large = await raw(whole).expect(400)
    expect(large.body.problems).toMatchObject([{ code: "event/call-too-large" }])
    expect((await raw(whole, { "transfer-encoding": "chunked" })).status).toBe(400)
  })

  it("counts an event once, sent again by an impatient browser (S5)", async () => {
    const call = { visitor_id: randomUUID(), events: [{ ...search, id: "e1" }] }
    const answers = await Promise.all([1, 2, 3].map(() => guest().post(DOOR, call).expect(202)))
    expect(answers.map(({ body }) => body.accepted).sort()).toEqual([0, 0, 1])
  })

  it("turns a flood away politely and tells when to come again (S6, G13)", async () => {
    const call = { visitor_id: randomUUID(), events: [search] }
    const answers = await Promise.all(Array.from({ length: 70 }, () => guest().post(DOOR, call)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(50)
    expect(answers.length).toBe(refused.length + answers.filter(({ status }) => status === 202).length)
    expect(refused.length).toBeGreaterThan(0)
    for (const { headers, body } of refused) {
      expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1)
      expect(body).toMatchObject({ type: "too_many_requests" })
    }
    await guest()
      .post(DOOR, { visitor_id: randomUUID(), events: [search] })
      .expect(202)
  })
})
