import request from "supertest"
import type { MarketingService } from "../../src/modules/marketing/service"
import {
  checkout,
  fillCart,
  hireStaff,
  office,
  openShop,
  registerShopper,
  type Shopper,
} from "../support/shop"
import { bootStore, type Store } from "../support/store"

describe("the insight of a segment over HTTP", () => {
  let store: Store
  let desk: ReturnType<typeof office>
  let ada: Shopper
  let bo: Shopper
  beforeAll(async () => {
    store = await bootStore()
    const shop = await openShop(store.container)
    desk = office(store.app, await hireStaff(store.app, store.container))
    ada = await registerShopper(store.app, shop, "Ada")
    bo = await registerShopper(store.app, shop, "Bo")
    const done = await checkout(store.app, shop, await fillCart(store.app, shop, { shopper: ada }), ada)
    const { body } = await desk
      .get(`/admin/orders/${done.body.order.id}?fields=*payment_collections.payments`)
      .expect(200)
    await desk.post(`/admin/payments/${body.order.payment_collections[0].payments[0].id}/capture`).expect(200)
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    await verbs.syncCustomers([ada.customer_id, bo.customer_id])
    await verbs.syncOrders([done.body.order.id])
    while (await verbs.computeDueScores());
  })

  const make = async (name: string, customer_ids: string[]) =>
    (await desk.post("/admin/marketing/segments", { name, type: "static", customer_ids }).expect(200)).body
      .segment.id as string
  const insightOf = async (id: string, query = "") =>
    (await desk.get(`/admin/marketing/segments/${id}/insight${query}`).expect(200)).body.insight

  it("staff read who is in it and what they buy, beside all customers and beside another segment (A13)", async () => {
    await desk
      .post(`/admin/marketing/customers/${ada.customer_id}/profile`, { gender: "female", tier: "gold" })
      .expect(200)
    const both = await make("Ada and Bo", [ada.customer_id, bo.customer_id])
    const one = await make("Ada alone", [ada.customer_id])
    const insight = await insightOf(both)
    expect(insight).toMatchObject({
      segment: { id: both, name: "Ada and Bo", people: 2 },
      compare: { id: null, name: null },
      profile: {
        paid: [
          { value: "recent", segment: 1 },
          { value: "before", segment: 0 },
          { value: "never", segment: 1 },
        ],
        gender: [{ value: "female", segment: 1 }, {}, {}, { value: null, segment: 1 }],
      },
      consumption: { currency: "eur", dwell_time: null },
      products: [{ in_store: true, buyers: { segment: 1 }, amounts: [{ currency: "eur", segment: 6600 }] }],
      trend: [{ size: 2, entered: 2, left: 0 }],
    })
    expect(insight.compare.people).toBeGreaterThanOrEqual(2)
    expect(insight.overlap).toContainEqual({ id: one, name: "Ada alone", members: 1, shared: 1 })
    const beside = await insightOf(both, `?compare=${one}`)
    expect(beside.compare).toEqual({ id: one, name: "Ada alone", people: 1 })
    expect(beside.profile.tier[0]).toEqual({ value: "gold", segment: 1, compare: 1 })
    const { body } = await desk.get(`/admin/marketing/segments/${both}/insight/stages`).expect(200)
    expect(body.stages.moves).toContainEqual({ from: null, to: "new", people: 1 })
    expect(body.stages.months).toContain(body.stages.month)
  })

  it("bad questions get a sentence, strangers nothing (A13)", async () => {
    const id = await make("Nobody", [])
    const path = `/admin/marketing/segments/${id}/insight`
    const unknown = await desk.get(`${path}?compare=mkseg_none`).expect(400)
    expect(unknown.body.problems[0]).toMatchObject({ code: "insight/unknown-comparison", path: "compare" })
    const twice = await desk.get(`${path}?compare=a&compare=b`).expect(400)
    expect(twice.body.problems[0]).toMatchObject({ path: "compare" })
    const month = await desk.get(`${path}/stages?month=March`).expect(400)
    expect(month.body.problems[0]).toMatchObject({ code: "insight/month", path: "month" })
    await desk.get("/admin/marketing/segments/mkseg_none/insight").expect(404)
    await desk.get("/admin/marketing/segments/mkseg_none/insight/stages").expect(404)
    for (const route of [path, `${path}/stages`]) await request(store.app).get(route).expect(401)
    expect((await insightOf(id)).segment.people).toBe(0)
  })
})
