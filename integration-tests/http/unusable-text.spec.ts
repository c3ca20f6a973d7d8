import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import request from "supertest"
import { hireStaff, openShop, registerShopper } from "../support/shop"
import { bootStore, type Store } from "../support/store"

const api = path.resolve(__dirname, "../../src/api")

/** Every method of every route of ours, e.g. "POST /admin/marketing/plans/[id]/publish". */
const ROUTES = readdirSync(api, { recursive: true, encoding: "utf8" })
  .filter((file) => /^(admin|store|m)\/.*route\.ts$/.test(file))
  .sort()
  .flatMap((file) =>
    [...readFileSync(path.join(api, file), "utf8").matchAll(/^export const (GET|POST|DELETE)\b/gm)].map(
      ([, method]) => `${method} /${path.dirname(file)}`,
    ),
  )

describe("a character that no database can hold, U+0000", () => {
  let store: Store
  let headers: (route: string) => Record<string, string>
  beforeAll(async () => {
    store = await bootStore()
    const shop = await openShop(store.container)
    const staff = await hireStaff(store.app, store.container)
    const ada = await registerShopper(store.app, shop)
    headers = (route): Record<string, string> =>
      route.startsWith("/store")
        ? { authorization: `Bearer ${ada.token}`, "x-publishable-api-key": shop.publishable_key }
        : { authorization: `Bearer ${staff.token}` }
  })

  const send = (method: string, url: string, body?: object) => {
    const call = request(store.app)[method.toLowerCase() as "get" | "post" | "delete"](url).set(headers(url))
    return body ? call.send(body) : call
  }

  it("is seen in all routes there are", () => {
    expect(ROUTES.length).toBeGreaterThan(80)
  })

  it.each(ROUTES)("%s refuses it with a sentence, wherever it stands", async (route) => {
    const [method, pattern] = route.split(" ") as [string, string]
    const url = pattern.replace(/\[\w+\]/g, "%00")
    const answers = [
      await send(method, `${pattern.replace(/\[\w+\]/g, "x")}?q=%00`),
      ...(url === pattern ? [] : [await send(method, url)]),
      ...(method === "POST"
        ? [await send(method, pattern.replace(/\[\w+\]/g, "x"), { list: ["fine", "\0"] })]
        : []),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(400)
      expect(body).toMatchObject({
        type: "invalid_data",
        message: expect.stringContaining("Holds a character that no text can be kept with"),
        problems: [{ code: "text/unusable-character", path: expect.stringMatching(/^(path|query|body)\./) }],
      })
    }
  })
})
