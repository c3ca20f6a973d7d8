import request from "supertest"
import type { MarketingService } from "../../src/modules/marketing/service"
import { hireStaff, openShop } from "../support/shop"
import { bootStore, type Store } from "../support/store"

describe("importing through the admin API (O4)", () => {
  let store: Store
  let token: string
  beforeAll(async () => {
    store = await bootStore()
    await openShop(store.container)
    token = (await hireStaff(store.app, store.container)).token
  })

  const post = (path: string) =>
    request(store.app).post(`/admin/marketing${path}`).set("authorization", `Bearer ${token}`)
  const get = (path: string) =>
    request(store.app).get(`/admin/marketing${path}`).set("authorization", `Bearer ${token}`)
  const runAll = async () => {
    while (await store.container.resolve<MarketingService>("marketing").verbs.runImports());
  }

  it("takes a file, shows what its columns mean, runs it and reports; people are customers of the store then", async () => {
    const sent = await post("/imports")
      .field("kind", "customers")
      .field("source", "old-shop")
      .attach(
        "file",
        Buffer.from("household_id,email,age\n7,import7@x.example,45-54\n8,not an address,65+\n"),
        "people.csv",
      )
      .expect(202)
    expect(sent.body.suggested).toEqual({ household_id: { to: "customer_id" }, email: { to: "email" } })
    await runAll()
    const { body } = await get(`/imports/${sent.body.import.id}`).expect(200)
    expect(body.import).toMatchObject({ state: "done", rows: 2, accepted: 1, rejected: 1 })
    expect(body.import.rejections[0]).toMatchObject({ line: 3, column: "email" })
    const found = await request(store.app)
      .get("/admin/customers?q=import7@x.example")
      .set("authorization", `Bearer ${token}`)
      .expect(200)
    expect(found.body.customers).toHaveLength(1)
    expect((await get("/imports").expect(200)).body.count).toBeGreaterThan(0)
  })

  it("says at once which columns a file still needs, and goes on when they are mapped (O4)", async () => {
    const sent = await post("/imports")
      .field("kind", "purchases")
      .field("dry_run", "true")
      .attach("file", Buffer.from("a,b,c\n1,2,3\n"), "a.csv")
      .expect(202)
    const needs = ["order_id", "customer_id or email", "placed_at", "product", "amount", "currency"]
    const told = (made: { problems: { code: string; values: { names: string } }[] }) =>
      made.problems.map(({ code, values }) => [code, values.names])
    const expected = needs.map((names) => ["import/missing-column", names])
    expect(told(sent.body.import)).toEqual(expected)
    const at = `/imports/${sent.body.import.id}`
    const { body } = await get(at).expect(200)
    expect(body.import).toMatchObject({ state: "ready", error: null })
    expect(told(body.import)).toEqual(expected)
    const refused = await post(`${at}/run`).send({}).expect(400)
    expect(refused.body.problems).toEqual(body.import.problems)
    const mapping = {
      a: { to: "order_id" },
      b: { to: "customer_id" },
      c: { to: "product" },
      "=placed_at": { value: "2026-01-01" },
      "=amount": { value: "3" },
      "=currency": { value: "eur" },
    }
    const started = await post(`${at}/run`).send({ mapping, dry_run: true }).expect(202)
    expect(started.body.import).toMatchObject({ state: "waiting", problems: [] })
    await runAll()
  })

  it("fills what customers of the store lack, and a shared address costs one line only", async () => {
    const send = async (text: string) => {
      const sent = await post("/imports")
        .field("kind", "customers")
        .attach("file", Buffer.from(text), "people.csv")
        .expect(202)
      await runAll()
      return (await get(`/imports/${sent.body.import.id}`).expect(200)).body.import
    }
    expect(
      await send(
        "customer_id,email,company\nf1,home@fam.example,ACME\nf2,home@fam.example,\nf3,other@fam.example,\n",
      ),
    ).toMatchObject({ state: "done", accepted: 2, rejected: 1 })
    expect(
      await send("customer_id,email,first_name,phone,company\nf1,,Ann,+49 30 1,Other\nf3,,Cy,,\n"),
    ).toMatchObject({ state: "done", accepted: 2, rejected: 0 })
    const found = await request(store.app)
      .get("/admin/customers?q=fam.example&order=email")
      .set("authorization", `Bearer ${token}`)
      .expect(200)
    expect(found.body.customers).toMatchObject([
      { email: "home@fam.example", first_name: "Ann", phone: "+49 30 1", company_name: "ACME" },
      { email: "other@fam.example", first_name: "Cy" },
    ])
  })

  it("answers uploads that cannot be read with a sentence (O4)", async () => {
    const csv = Buffer.from("a\n1\n")
    const code = async (sent: request.Test) => {
      const { status, body } = await sent
      expect(status).toBe(400)
      expect(body).toMatchObject({ type: "invalid_data", message: expect.stringContaining(".") })
      return body.problems[0].code
    }
    for (const path of ["/imports", "/segments/none/import"]) {
      expect(await code(post(path).attach("csv", csv, "a.csv"))).toBe("import/other-field")
      const two = post(path).attach("file", csv, "a.csv").attach("file", csv, "b.csv")
      expect(await code(two)).toBe("import/many-files")
      const many = post(path)
      for (let i = 0; i < 25; i++) many.field(`f${i}`, "1")
      expect(await code(many.attach("file", csv, "a.csv"))).toBe("import/many-fields")
      const cut =
        '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\nabc'
      expect(await code(post(path).set("content-type", "multipart/form-data; boundary=xx").send(cut))).toBe(
        "import/form",
      )
      expect(await code(post(path).set("content-type", "multipart/form-data").send("abc"))).toBe(
        "import/form",
      )
    }
  })

  it("answers bad requests with a sentence, never with a crash", async () => {
    const noFile = await post("/imports").field("kind", "customers").expect(400)
    expect(noFile.body.problems[0]).toMatchObject({ code: "import/no-file", path: "file" })
    const kind = await post("/imports")
      .field("kind", "dragons")
      .attach("file", Buffer.from("a\n1\n"), "a.csv")
      .expect(400)
    expect(kind.body.message).toContain("Choose one of customers, purchases, events")
    const theirs = await post("/imports")
      .field("kind", "customers")
      .field("dry_run", "true")
      .field("source", "旧店 №")
      .attach("file", Buffer.from("email\na@x.test\n"), "f.csv")
    expect(theirs.status).toBe(400)
    expect(theirs.body.message).toContain("Letters, digits, blanks, dots and dashes only.")
    const ours = await post("/imports")
      .field("kind", "customers")
      .field("dry_run", "true")
      .field("source", "旧店 2.0")
      .attach("file", Buffer.from("email\na@x.test\n"), "f.csv")
    expect(ours.status).toBe(202)
    expect(ours.body.import.source).toBe("旧店 2.0")
    const source = await post("/imports")
      .field("kind", "customers")
      .field("source", "store")
      .attach("file", Buffer.from("customer_id\n1\n"), "a.csv")
      .expect(400)
    expect(source.body.problems[0]).toMatchObject({ code: "import/source", path: "source" })
    await post("/imports")
      .field("kind", "customers")
      .field("mapping", "{nonsense")
      .attach("file", Buffer.from("a\n1\n"), "a.csv")
      .expect(400)
    await get("/imports/mkimp_none").expect(404)
    await post("/imports/mkimp_none/run").send({}).expect(404)
    await request(store.app).post("/admin/marketing/imports").field("kind", "customers").expect(401)
  })
})
