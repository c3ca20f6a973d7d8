import { randomUUID } from "node:crypto"
import { TooMany } from "../../src/core/problem"
import { addPeople, createWorld, type World } from "../support/world"

const view = (rest: object = {}) => ({ type: "track", event: "product_viewed", ...rest })
const signIn = { type: "alias" }

describe("what storefronts tell (X1)", () => {
  let world: World
  const customerOf = async (pid: number) =>
    (await world.database.one<{ customer_id: string }>(
      "select customer_id from marketing_profile where pid = $1",
      [pid],
    ))!.customer_id
  let ada: string
  let bob: string
  let pids: number[]
  beforeAll(async () => {
    world = await createWorld({ options: { events: { calls_per_ip: 2, calls_per_visitor: 1 } } })
  })
  afterAll(() => world.end())
  beforeEach(async () => {
    pids = await addPeople(world.database, [{ email: "ada@x.example" }, { email: "bob@x.example" }])
    ;[ada, bob] = [await customerOf(pids[0]!), await customerOf(pids[1]!)]
  })

  const tell = (events: unknown[], who: { customer_id?: string; visitor_id?: string }) =>
    world.marketing.hearStorefront({ customer_id: null, visitor_id: null, ...who, events })
  const didOf = async (pid: number) =>
    (await world.database.one<{ n: number }>("select count(*) as n from marketing_event where pid = $1", [
      pid,
    ]))!.n
  const newVisitor = () => randomUUID()

  it("is a visitor's until they sign in, and the customer's once, however often they say so", async () => {
    const visitor_id = newVisitor()
    const heard = await tell([view(), view(), { type: "page" }], { visitor_id })
    expect(heard).toEqual({ accepted: 3, duplicates: 0, rejected: [] })
    expect(await didOf(pids[0]!)).toBe(0)
    await tell([signIn, view()], { visitor_id, customer_id: ada })
    await tell([signIn, { type: "identify" }], { visitor_id, customer_id: ada })
    expect(await didOf(pids[0]!)).toBe(4)
    // Whoever signs in on the same browser next gets nothing of it.
    await tell([signIn], { visitor_id, customer_id: bob })
    expect([await didOf(pids[0]!), await didOf(pids[1]!)]).toEqual([4, 0])
  })

  it("belongs to one of two who sign in at the same moment, none of it to both, none to nobody", async () => {
    const visitor_id = newVisitor()
    await tell(Array(40).fill(view()), { visitor_id })
    await Promise.all([
      tell([signIn], { visitor_id, customer_id: ada }),
      tell([signIn], { visitor_id, customer_id: bob }),
      tell([signIn], { visitor_id, customer_id: ada }),
      tell(Array(10).fill(view()), { visitor_id }),
    ])
    await tell([signIn], { visitor_id, customer_id: bob })
    const [ofAda, ofBob] = [await didOf(pids[0]!), await didOf(pids[1]!)]
    expect(ofAda + ofBob).toBe(50)
    expect(Math.max(ofAda, ofBob)).toBeGreaterThanOrEqual(40)
  })

  it("of another browser becomes theirs by its id, and only of who is signed in (S7)", async () => {
    const [phone, laptop] = [newVisitor(), newVisitor()]
    await tell([view(), view()], { visitor_id: phone })
    const forged = await tell([{ type: "alias", previous_id: phone }, { type: "identify" }], {
      visitor_id: laptop,
    })
    expect(forged.rejected).toMatchObject([{ code: "event/not-signed-in" }, { code: "event/not-signed-in" }])
    await tell([{ type: "alias", previous_id: phone }], { visitor_id: laptop, customer_id: ada })
    expect(await didOf(pids[0]!)).toBe(2)
  })

  it("counts once by its number, at whatever time it says it was, alone or in a crowd (S5)", async () => {
    const visitor_id = newVisitor()
    const one = (at?: string) => tell([view({ id: "e1", at })], { visitor_id })
    const all = await Promise.all([one(), one("2026-03-02T08:00:00Z"), one("2026-03-01T08:00:00Z"), one()])
    expect(all.map(({ accepted }) => accepted).sort()).toEqual([0, 0, 0, 1])
    expect(await tell([view({ id: "e1" }), view({ id: "e2" }), view({ id: "e2" })], { visitor_id })).toEqual({
      accepted: 1,
      duplicates: 2,
      rejected: [],
    })
    // Told again after the sign-in it is the same event still; another visitor's numbers are their own.
    expect(await tell([signIn, view({ id: "e1" })], { visitor_id, customer_id: ada })).toMatchObject({
      accepted: 1,
      duplicates: 1,
    })
    expect(await didOf(pids[0]!)).toBe(2)
    expect(await tell([view({ id: "e1" })], { visitor_id: newVisitor() })).toMatchObject({ accepted: 1 })
  })

  it("is never trusted, and has its product, amount and properties for rules", async () => {
    await world.database.run(
      "insert into marketing_product (product_id, title) values ('prod_lamp', 'Lamp') on conflict do nothing",
    )
    await tell(
      [
        view({
          event: "added_to_cart",
          properties: { product_id: "prod_lamp", amount: 1990, currency: "eur" },
        }),
        view({ event: "category_viewed", properties: { category_id: "pcat_light" } }),
        view({ event: "left_page", properties: { seconds: 45 } }),
        view({ event: "left_page", properties: { seconds: 30 } }),
      ],
      { customer_id: ada },
    )
    expect(
      await world.database.rows("select distinct trusted from marketing_event where pid = $1", [pids[0]]),
    ).toEqual([{ trusted: false }])
    for (const rule of [
      { did: "added_to_cart", where: { product_id: "prod_lamp" }, amount: { gte: 1990, currency: "eur" } },
      { did: "category_viewed", where: { category_id: { in: ["pcat_light", "pcat_other"] } } },
      { did: "left_page", sum: { of: "seconds", gte: 75 } },
    ])
      expect([rule, (await world.marketing.previewRule({ rule })).count]).toEqual([rule, 1])
  })

  it("moves people into a segment within its next round, visits before the sign-in too (A4, A8)", async () => {
    const { id } = await world.marketing.saveSegment({
      name: "Gift hunters",
      rule: { did: "searched", where: { query: "gift" }, count: { gte: 2 } },
    })
    const members = async () => {
      await world.marketing.spreadChanges()
      while (await world.marketing.followNextSegment());
      return world.database.rows(
        "select pid from marketing_segment_member m join marketing_segment s on s.no = m.segment_no where s.id = $1",
        [id],
      )
    }
    const visitor_id = newVisitor()
    const search = view({ event: "searched", properties: { query: "gift" } })
    await tell([search, search], { visitor_id })
    expect(await members()).toEqual([])
    await tell([signIn], { visitor_id, customer_id: ada })
    expect(await members()).toEqual([{ pid: pids[0] }])
  })

  it("of themselves changes what nobody edited here; of others' matters nothing (A1)", async () => {
    const profile = async () =>
      (await world.database.one<Record<string, unknown>>("select * from marketing_profile where pid = $1", [
        pids[0],
      ]))!
    await world.marketing.createAttribute({ key: "size", type: "number", by_shopper: true, actor: "user_1" })
    await world.marketing.createAttribute({ key: "credit", type: "number", actor: "user_1" })
    const identify = (traits: object) => tell([{ type: "identify", traits }], { customer_id: ada })
    const child = { relation: "child", name: "Kim", birthday: "2024-02-29" }
    await identify({
      gender: "female",
      language: "de",
      referrer: "Eva",
      relations: [child],
      attributes: { size: 38 },
    })
    expect(await profile()).toMatchObject({
      gender: "female",
      language: "de",
      referrer: "Eva",
      attributes: { size: 38 },
    })
    // Said anew it changes; who brought them does not.
    await identify({ gender: "other", referrer: "Zoe", attributes: { size: 39 } })
    expect(await profile()).toMatchObject({ gender: "other", referrer: "Eva", attributes: { size: 39 } })
    // Staff knows better, attribute by attribute.
    await world.marketing.changeProfile({
      customer_id: ada,
      change: { gender: "male", relations: [], attributes: { credit: 5 } },
      actor: "user_1",
    })
    await identify({ gender: "female", relations: [child], attributes: { size: 40 } })
    expect(await profile()).toMatchObject({ gender: "male", attributes: { size: 40, credit: 5 } })
    expect((await world.marketing.readCustomerSummary(ada)).relations).toEqual([])
    const closed = await identify({ language: "fr", attributes: { credit: 99, nothing: 1 } })
    expect(closed).toMatchObject({
      accepted: 0,
      rejected: [
        { index: 0, code: "attribute/not-open", path: "events.0.traits.attributes.credit" },
        { index: 0, code: "attribute/not-open", path: "events.0.traits.attributes.nothing" },
      ],
    })
    expect(await profile()).toMatchObject({ language: "de", attributes: { credit: 5 } })
  })

  it("said again late does not bring an old self back (S5)", async () => {
    const identify = (id: string, language: string) =>
      tell([{ type: "identify", id, traits: { language } }], { customer_id: ada })
    await identify("i1", "de")
    await identify("i2", "fr")
    expect(await identify("i1", "de")).toMatchObject({ accepted: 0, duplicates: 1 })
    const row = await world.database.one("select language from marketing_profile where pid = $1", [pids[0]])
    expect(row).toEqual({ language: "fr" })
  })

  it("is nobody's without a visitor and a customer, and nobody's who is gone", async () => {
    await expect(tell([view()], {})).rejects.toMatchObject({ problems: [{ code: "event/nobody" }] })
    await expect(tell([view()], { customer_id: "cus_gone" })).rejects.toThrow("There is no customer")
  })

  it("is forgotten of visitors who never sign in, after 90 days; numbers after four", async () => {
    const visitor_id = newVisitor()
    await tell([view({ id: "old" })], { visitor_id })
    await tell([view({ id: "kept" })], { customer_id: ada })
    world.clock.pass({ days: 91 })
    await world.marketing.keepHouse()
    const left = await world.database.rows("select visitor, pid from marketing_event where visitor = $1", [
      visitor_id,
    ])
    expect(left).toEqual([])
    expect(await didOf(pids[0]!)).toBe(1)
    expect(await world.database.rows("select key from marketing_heard")).toEqual([])
  })

  it("comes at a pace: who comes too often is told when to come again (S6)", () => {
    const knock = (by: "ip" | "visitor", caller: string) => () => world.marketing.keepFloodsOut(by, caller)
    for (let i = 0; i < 20; i++) knock("ip", "203.0.113.7")()
    expect(knock("ip", "203.0.113.7")).toThrow(TooMany)
    expect(knock("ip", "203.0.113.8")).not.toThrow()
    for (let i = 0; i < 10; i++) knock("visitor", "v")()
    expect(knock("visitor", "v")).toThrow("Come again in 1 s")
  })

  it("in a flood waits in memory up to a bound, is written together, and none of what was taken is lost (G13)", async () => {
    const calls = Array.from({ length: 120 }, () =>
      tell(Array(100).fill(view()), { visitor_id: newVisitor() }),
    )
    const answers = await Promise.allSettled(calls)
    const taken = answers.flatMap((one) => (one.status === "fulfilled" ? [one.value.accepted] : []))
    const refused = answers.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))
    for (const reason of refused) expect(reason).toBeInstanceOf(TooMany)
    expect(refused.length).toBeGreaterThan(0)
    expect(taken.length).toBeGreaterThanOrEqual(50)
    const at = await world.clock.now()
    const { n } = (await world.database.one<{ n: number }>(
      "select count(*) as n from marketing_event where at = $1",
      [at],
    ))!
    expect(n).toBe(taken.length * 100)
    await expect(tell([view()], { visitor_id: newVisitor() })).resolves.toMatchObject({ accepted: 1 })
  })
})
