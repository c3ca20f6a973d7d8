import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { hire, hireStaff, office, openShop } from "../support/shop"
import { bootStore, type Store } from "../support/store"
import { addPeople } from "../support/world"

const canvas = {
  nodes: [
    { id: "who", kind: "conditions", settings: { rule: { all: [] } } },
    { id: "ask", kind: "filter", settings: { rule: { all: [{ did: "purchase" }] } } },
    {
      id: "letter",
      kind: "message:email",
      settings: { content: { subject: "Hello {{ customer.first_name }}", html: "<p>Hello</p>" } },
    },
  ],
  edges: [
    { from: "who", port: "out", to: "ask" },
    { from: "ask", port: "no", to: "letter" },
  ],
}

describe("tests of plans and messages through the admin API (P16)", () => {
  let store: Store
  let database: Database
  let desk: ReturnType<typeof office>
  let other: ReturnType<typeof office>
  const ada = { customer_id: `cus_tried${process.pid}`, email: `tried${process.pid}@example.test` }

  beforeAll(async () => {
    store = await bootStore()
    await openShop(store.container)
    desk = office(store.app, await hireStaff(store.app, store.container))
    other = office(store.app, await hire(store.app, store.container, `tester${process.pid}@example.test`))
    database = connectDatabase(store.databaseUrl, { size: 1 })
    await addPeople(database, [{ ...ada, first_name: "Ada" }])
  })
  afterAll(() => database.close())

  const made = async (drawn: object = canvas) =>
    (await desk.post("/admin/marketing/plans", { name: "Tried", canvas: drawn }).expect(200)).body.plan
      .id as string
  const at = (id: string, rest = "") => `/admin/marketing/plans/${id}/test${rest}`
  const walk = async () => {
    const { verbs } = store.container.resolve<MarketingService>("marketing")
    for (let due = await verbs.walkTrials(); due !== null; due = await verbs.walkTrials())
      await new Promise((resolve) => setTimeout(resolve, due!))
  }
  const problems = (answer: { body: { problems: unknown } }) => answer.body.problems

  it("begin, are asked about, go by another way, are read, and end", async () => {
    const id = await made()
    const to = ["me@shop.test"]
    const begun = await desk.post(at(id), { customer_id: ada.customer_id, to, ways: "ask" }).expect(200)
    expect(begun.body.test).toMatchObject({
      state: "going",
      here: "who",
      person: { id: ada.customer_id, name: "Ada", is_test: false },
      settings: { entry: "who", to, pause_s: 3, events: "timeout", ways: "ask", calls: false },
      canvas: { nodes: [{ id: "who" }, { id: "ask" }, { id: "letter" }] },
    })
    const { no } = begun.body.test
    await walk()
    expect((await desk.get(at(id, `/${no}`)).expect(200)).body.test).toMatchObject({
      state: "asking",
      here: "ask",
    })
    await desk.post(at(id, `/${no}/way`), { port: "no" }).expect(200)
    await walk()
    expect(store.mail.to("me@shop.test").at(-1)!.headers.subject).toBe("[Test] Hello Ada")
    const message = (await desk.get(at(id, `/${no}/messages/3/0`)).expect(200)).body.message
    expect(message).toMatchObject({ channel: "email", rendered: { subject: "Hello Ada" } })
    const second = await desk.post(at(id, `/${no}/other-way`), { hop: 2, port: "yes" }).expect(200)
    const ended = await desk.post(at(id, `/${second.body.test.no}/end`)).expect(200)
    expect(ended.body.test.state).toBe("ended")
    const list = (await desk.get(at(id)).expect(200)).body
    expect(list.tests.map((one: { no: number }) => one.no)).toEqual([second.body.test.no, no])
    expect(list.tests[0]).not.toHaveProperty("canvas")
    const log = (await desk.get(`/admin/marketing/audit?entity=plan&entity_id=${id}`).expect(200)).body
      .entries
    expect(log.map((entry: { action: string }) => entry.action)).toContain("test")
    // Whatever other tests of this store wrote to before is behind it.
    const { test_addresses } = (await desk.get("/admin/marketing/test-addresses").expect(200)).body
    expect(test_addresses.slice(0, to.length)).toEqual(to)
    expect((await other.get("/admin/marketing/test-addresses").expect(200)).body.test_addresses).toEqual([])
  })

  it("say what is wrong with what they are given", async () => {
    const id = await made()
    const given = { customer_id: ada.customer_id }
    await desk.post(at(id), { customer_id: "cus_nobody" }).expect(404)
    await desk.post(at("nothing"), given).expect(404)
    await desk.get(at("nothing")).expect(404)
    for (const body of [
      {},
      { ...given, pause_s: 61 },
      { ...given, events: "x" },
      { ...given, to: "me@shop.test" },
      { ...given, more: 1 },
    ])
      expect(problems(await desk.post(at(id), body).expect(400))).toMatchObject([{ code: "body/invalid" }])
    const refused = async (more: object) =>
      problems(await desk.post(at(id), { ...given, ...more }).expect(400))
    expect(await refused({ to: ["nowhere"] })).toMatchObject([{ code: "trial/address", path: "to.0" }])
    expect(await refused({ to: [ada.email] })).toMatchObject([{ code: "trial/customers-address" }])
    expect(await refused({ to: Array.from({ length: 6 }, (_, n) => `me${n}@shop.test`) })).toMatchObject([
      { code: "trial/too-many-addresses", path: "to" },
    ])
    expect(await refused({ entry: "letter" })).toMatchObject([{ code: "trial/entry", path: "entry" }])
    const broken = await made({ nodes: [{ id: "letter", kind: "message:email", settings: {} }], edges: [] })
    const wrong = problems(await desk.post(at(broken), given).expect(400)) as { path: string }[]
    expect(wrong.every(({ path }) => /^(nodes|edges)/.test(path))).toBe(true)
    for (const rest of ["/0", "/x", "/99999999999", "/5/messages/1/0", "/5/messages/x/y"])
      await desk.get(at(id, rest)).expect(404)
    const { no } = (await desk.post(at(id), given).expect(200)).body.test
    const not = await desk.post(at(id, `/${no}/way`), { port: "no" }).expect(409)
    expect(problems(not)).toMatchObject([{ code: "trial/not-asking" }])
    await desk.post(at(id, `/${no}/other-way`), { hop: 7, port: "no" }).expect(404)
    await desk.post(at(id, `/${no}/end`)).expect(200)
    // Another plan's test is not this plan's.
    await desk.get(at(await made(), `/${no}`)).expect(404)
  })

  it("one message goes to some addresses and says what became of each", async () => {
    const content = { subject: "Hi", html: "<p>Hi</p>" }
    const send = (given: object) =>
      desk.post("/admin/marketing/templates/test-send", { channel: "email", content, ...given })
    store.mail.refuse("gone@shop.test")
    const sent = (await send({ to: ["you@shop.test", "gone@shop.test"] }).expect(200)).body.results
    expect(sent).toMatchObject([
      { to: "you@shop.test", state: "sent" },
      { to: "gone@shop.test", state: "failed", reason: "bounced" },
    ])
    await store.mail.down()
    const down = (await send({ to: ["you@shop.test"] }).expect(200)).body.results
    await store.mail.up()
    expect(down).toMatchObject([{ state: "failed", reason: "provider_down" }])
    expect(problems(await send({ to: [] }).expect(400))).toMatchObject([{ code: "message/test-address" }])
    expect(problems(await send({ to: ["+49 30 12345"] }).expect(400))).toMatchObject([
      { code: "message/test-address", path: "to.0" },
    ])
    expect(problems(await send({ to: [ada.email] }).expect(400))).toMatchObject([
      { code: "trial/customers-address" },
    ])
    await send({ to: ["you@shop.test"], customer_id: "cus_nobody" }).expect(404)
    expect(problems(await send({ channel: "pigeon", to: ["you@shop.test"] }).expect(400))).toMatchObject([
      { code: "message/unknown-channel" },
    ])
    const inbox = { channel: "inbox", content: { title: "Hi", body: "Hi" } }
    expect(problems(await send(inbox).expect(400))).toMatchObject([{ code: "message/test-customer" }])
    const to = { ...inbox, customer_id: ada.customer_id }
    expect(problems(await send(to).expect(400))).toMatchObject([{ code: "message/no-test-customer" }])
  })

  it("customers are marked and unmarked, and only then written to", async () => {
    const room = "/admin/marketing/test-customers"
    await desk.post(room, { customer_id: "cus_nobody" }).expect(404)
    await desk.post(room, {}).expect(400)
    for (let n = 0; n < 2; n++) await desk.post(room, { customer_id: ada.customer_id }).expect(200)
    const marked = (await desk.get(room).expect(200)).body.test_customers
    expect(marked.filter(({ id }: { id: string }) => id === ada.customer_id)).toHaveLength(1)
    const given = { channel: "email", content: { subject: "Hi", html: "<p>Hi</p>" }, to: [ada.email] }
    await desk.post("/admin/marketing/templates/test-send", given).expect(200)
    await desk.delete(`${room}/${ada.customer_id}`).expect(200)
    await desk.post("/admin/marketing/templates/test-send", given).expect(400)
    await desk.delete(`${room}/cus_nobody`).expect(404)
  })
})
