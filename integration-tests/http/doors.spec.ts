import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import request from "supertest"
import { hireStaff, office, openShop, registerShopper, type Shop, type Shopper, visit } from "../support/shop"
import { bootStore, type Store } from "../support/store"

const api = path.resolve(__dirname, "../../src/api")
const METHODS = ["get", "post", "delete"] as const

/** Every method of every route of ours for staff and for shoppers, with something in place of its ids. */
const doors = (room: "admin" | "store") =>
  readdirSync(path.join(api, room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const code = readFileSync(path.join(api, room, file), "utf8")
      const url = `/${room}/${path.dirname(file)}`.replace(/\[\w+\]/g, "1")
      return METHODS.filter((method) => code.includes(`export const ${method.toUpperCase()} `)).map(
        (method) => ({ method, url }),
      )
    })

describe("the doors of the server", () => {
  let store: Store
  let shop: Shop
  let eve: Shopper
  let staff: Awaited<ReturnType<typeof hireStaff>>
  beforeAll(async () => {
    store = await bootStore()
    shop = await openShop(store.container)
    staff = await hireStaff(store.app, store.container)
    eve = await registerShopper(store.app, shop, "Eve")
  })

  it("for staff open to nobody else, be it a stranger or a shopper (S8)", async () => {
    expect(doors("admin").length).toBeGreaterThan(60)
    for (const { method, url } of doors("admin"))
      for (const headers of [{}, { authorization: `Bearer ${eve.token}` }]) {
        const answer = await request(store.app)[method](url).set(headers).send({})
        expect([method, url, answer.status]).toEqual([method, url, 401])
      }
  })

  it("for shoppers' own things do not open to strangers (S8)", async () => {
    const own = doors("store").filter(({ url }) => url.includes("/me"))
    expect(own.length).toBeGreaterThan(4)
    for (const { method, url } of own) {
      const key = { "x-publishable-api-key": shop.publishable_key }
      const answer = await request(store.app)[method](url).set(key).send({})
      expect([method, url, answer.status]).toEqual([method, url, 401])
    }
  })

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "colour"])(
    "answer an order or a list named %s with what can be asked for",
    async (name) => {
      const desk = office(store.app, staff)
      const plan = (await desk.post("/admin/marketing/plans", { name: "Plan" }).expect(200)).body.plan
      for (const url of [
        `/admin/marketing/segments?order=${name}`,
        `/admin/marketing/plans/${plan.id}/report/people?status=${name}`,
      ]) {
        const answer = await desk.get(url)
        expect([url, answer.status]).toEqual([url, 400])
        expect(answer.body.problems[0].message).toContain(`"${name}"`)
      }
    },
  )

  it.each(["0", "-1", "1.5", "x", "99999999999999999999"])(
    "know no message %s in a shopper's inbox",
    async (id) => {
      const answer = await visit(store.app, shop, eve).post(`/store/marketing/me/inbox/${id}/read`)
      expect([400, 404]).toContain(answer.status)
    },
  )

  it.each(["limit=-1", "limit=1e9", "offset=1e30", "offset=x", "limit=1&limit=2"])(
    "give shoppers a page of their things whatever they ask (%s)",
    async (query) => {
      for (const list of ["coupons", "inbox", "points/entries"])
        await visit(store.app, shop, eve).get(`/store/marketing/me/${list}?${query}`).expect(200)
    },
  )
})
