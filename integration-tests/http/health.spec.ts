import request from "supertest"
import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import type { MarketingService } from "../../src/modules/marketing/service"
import { addPlan, draw } from "../support/plans"
import { hireStaff, office } from "../support/shop"
import { bootStore, type Store } from "../support/store"
import { addPeople } from "../support/world"

it("boots a store with the plugin inside", async () => {
  const { app, container } = await bootStore()
  expect(container.resolve<MarketingService>("marketing")).toBeDefined()
  await request(app).get("/admin/users/me").expect(401)
})

describe("what an operator looks at", () => {
  let store: Store
  let desk: ReturnType<typeof office>
  let database: Database
  let customer_id: string
  let plan_id: string

  beforeAll(async () => {
    store = await bootStore()
    desk = office(store.app, await hireStaff(store.app, store.container))
    database = connectDatabase(store.databaseUrl, { size: 1 })
    const [pid] = await addPeople(database, [{ email: `parked${process.pid}@example.test` }])
    const person = await database.one<{ customer_id: string }>(
      "select customer_id from marketing_profile where pid = $1",
      [pid],
    )
    customer_id = person!.customer_id
    const plan = await addPlan(database, {
      canvas: draw({ who: ["conditions", { rule: { all: [] } }], tag: ["tags", { add: ["seen"] }] }, [
        "who out tag",
      ]),
      due_at: new Date("2026-03-02T09:00:00Z"),
    })
    plan_id = plan.plan_id
    await database.run("update marketing_plan set state = 'running' where no = $1", [plan.plan_no])
    await database.run("update marketing_run set state = 'running' where no = $1", [plan.run_no])
    await database.run(
      `with entered as (
         insert into marketing_enrollment (plan_no, run_no, version, pid, entry_key, entry, state, entered_at)
         values ($1, $2, 1, $3, 'once', 'who', 'inside', '2026-03-02T09:00:00Z') returning id)
       insert into marketing_step (enrollment_id, node, visit, plan_no, run_no, version, pid, state, run_at, entered_at,
                                   arrived_at, attempts, error)
       select id, 'tag', 1, $1, $2, 1, $3, 'parked', '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z',
              '2026-03-02T09:00:00Z', 6, 'It broke.' from entered`,
      [plan.plan_no, plan.run_no, pid],
    )
  })
  afterAll(() => database.close())

  const get = (path: string) => desk.get(`/admin/marketing${path}`)
  const health = async () => (await get("/health").expect(200)).body.health

  it("is for signed-in staff only (S9)", async () => {
    for (const path of [
      "/health",
      "/parked",
      "/parked/cards",
      "/held-messages",
      "/inbox",
      `/plans/${plan_id}/people/${customer_id}/path`,
    ])
      await request(store.app).get(`/admin/marketing${path}`).expect(401)
    await request(store.app).post("/admin/marketing/parked/retry").send({ plan_id }).expect(401)
    await request(store.app).post("/admin/marketing/held-messages/release").send({ plan_id }).expect(401)
    await request(store.app).post("/admin/marketing/inbox/retry").send({}).expect(401)
  })

  it("shows how far the work is behind and who answers the checkout's hooks (G15)", async () => {
    const before = await health()
    expect(before.steps.parked).toBeGreaterThanOrEqual(1)
    expect(before.checkout_hooks).toContainEqual({
      hook: "completeCart.validate",
      state: "ours",
      needed_for: expect.stringContaining("coupons and points"),
    })
    await store.container.resolve<MarketingService>("marketing").verbs.reconcile()
    await database.run(
      `insert into marketing_inbox (source, source_id, kind, received_at) values ('customer', $1, 'sync', '2026-01-01T00:00:00Z')`,
      [customer_id],
    )
    const after = await health()
    expect(Date.parse(after.reconciled_at)).toBeGreaterThan(Date.parse(before.as_of) - 1000)
    expect(after.inbox.open).toBeGreaterThanOrEqual(1)
    expect(after.inbox.oldest).toBe("2026-01-01T00:00:00.000Z")
    await database.run("delete from marketing_inbox where source_id = $1", [customer_id])
  })

  it("shows a customer's way through a plan, with the step that is parked and why (C10)", async () => {
    const path = (await get(`/plans/${plan_id}/people/${customer_id}/path`).expect(200)).body
    expect(path).toMatchObject({
      count: 1,
      entries: [
        {
          state: "inside",
          steps: [
            { node: "who", state: "passed" },
            { node: "tag", state: "parked", error: "It broke.", finished_at: null },
          ],
        },
      ],
    })
    const nobody = await get(`/plans/${plan_id}/people/cus_nobody/path`).expect(404)
    expect(nobody.body).toMatchObject({ type: "not_found" })
    await get(`/plans/mkplan_none/people/${customer_id}/path`).expect(404)
  })

  it("lists the cards whose messages are held, and lets them go on (O6)", async () => {
    await database.run(
      `insert into marketing_breaker (name, opened_at, open_until, reason)
       select 'text:' || no || ':tag', '2026-03-02T09:00:00Z', '9999-12-31T00:00:00Z', 'text_fails' from marketing_plan where id = $1`,
      [plan_id],
    )
    const held = async () => (await get(`/held-messages?plan_id=${plan_id}`).expect(200)).body
    const card = {
      plan: { id: plan_id },
      node: "tag",
      kind: "tags",
      people: 0,
      since: "2026-03-02T09:00:00.000Z",
    }
    expect(await held()).toMatchObject({ held_messages: [card], count: 1 })
    expect((await get("/held-messages?plan_id=mkplan_none").expect(200)).body.count).toBe(0)
    const release = (body: object) => desk.post("/admin/marketing/held-messages/release").send(body)
    await release({}).expect(400)
    await release({ plan_id: "mkplan_none" }).expect(404)
    expect((await release({ plan_id, node: "other" }).expect(200)).body).toEqual({ released: 0 })
    expect((await release({ plan_id }).expect(200)).body).toEqual({ released: 1 })
    expect(await held()).toMatchObject({ count: 0 })
  })

  it("lists over all plans at which cards people stand still, with why (O6)", async () => {
    const { cards } = (await get("/parked/cards?limit=1000").expect(200)).body
    expect(cards).toContainEqual({
      plan: { id: plan_id, name: "A plan", state: "running" },
      node: "tag",
      name: null,
      kind: "tags",
      people: 1,
      oldest: "2026-03-02T09:00:00.000Z",
      error: "It broke.",
      errors: 1,
    })
  })

  it("names the card that is left alone because it failed again and again (O6)", async () => {
    const { no } = (await database.one<{ no: number }>("select no from marketing_plan where id = $1", [
      plan_id,
    ]))!
    await database.run(
      `insert into marketing_breaker (name, opened_at, open_until, reason)
       values ($1, now(), now() + interval '1 hour', 'It broke.'), ('channel:email', now(), now() + interval '1 hour', 'provider_down')`,
      [`node:${no}:tag`],
    )
    const { breakers } = await health()
    const card = { plan: { id: plan_id, name: "A plan" }, node: "tag", name: null, kind: "tags" }
    expect(breakers).toContainEqual(expect.objectContaining({ name: `node:${no}:tag`, card }))
    expect(breakers).toContainEqual(expect.objectContaining({ name: "channel:email", card: null }))
    await database.run("delete from marketing_breaker")
  })

  it("lists changes that could not be read, and reads one or all of them again (O6)", async () => {
    await database.run(
      `insert into marketing_inbox (source, source_id, kind, run_at, attempts, error)
       values ('customer', 'cus_lost', 'sync', 'infinity', 8, 'It broke.'), ('customer', 'cus_gone', 'sync', 'infinity', 8, 'It broke.')`,
    )
    expect((await health()).inbox.parked).toBe(2)
    const { inbox, count } = (await get("/inbox").expect(200)).body
    expect(count).toBe(2)
    expect(inbox[0]).toMatchObject({ source: "customer", attempts: 8, error: "It broke." })
    const retry = (body: object) => desk.post("/admin/marketing/inbox/retry").send(body)
    await retry({ id: "all" }).expect(400)
    expect((await retry({ id: inbox[0].id }).expect(200)).body).toEqual({ retried: 1 })
    expect((await retry({}).expect(200)).body).toEqual({ retried: 1 })
    expect((await health()).inbox.parked).toBe(0)
    await database.run("delete from marketing_inbox where source_id in ('cus_lost', 'cus_gone')")
  })

  it("lists who is parked and lets them try again (G10)", async () => {
    const { parked, count } = (await get(`/parked?plan_id=${plan_id}`).expect(200)).body
    expect(count).toBe(1)
    expect(parked).toMatchObject([{ plan_id, customer_id, node: "tag", attempts: 6, error: "It broke." }])

    const retry = (body: object) => desk.post("/admin/marketing/parked/retry").send(body)
    const wrong = await retry({ plan: plan_id }).expect(400)
    expect(wrong.body).toMatchObject({ type: "invalid_data", problems: [{ path: "plan_id" }, { path: "" }] })
    await retry({ plan_id: "mkplan_none" }).expect(404)
    expect((await retry({ plan_id, node: "elsewhere" }).expect(200)).body).toEqual({ retried: 0 })
    expect((await retry({ plan_id, customer_id: "cus_nobody" }).expect(200)).body).toEqual({ retried: 0 })
    expect((await retry({ plan_id, node: "tag", customer_id }).expect(200)).body).toEqual({ retried: 1 })
    expect((await get(`/parked?plan_id=${plan_id}`)).body).toMatchObject({ parked: [], count: 0 })

    const waiting = (await health()).steps
    expect(waiting.due).toBeGreaterThanOrEqual(1)
    expect(Date.parse(waiting.oldest)).toBeLessThanOrEqual(Date.now())
    while (await store.container.resolve<MarketingService>("marketing").verbs.advance());
    const path = (await get(`/plans/${plan_id}/people/${customer_id}/path`)).body
    expect(path.entries[0]).toMatchObject({
      state: "through",
      steps: [{}, { node: "tag", state: "passed", effects: [{ type: "tag", done: true }] }],
    })
  })
})
