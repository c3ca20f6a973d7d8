import { addPeople, createWorld, type World } from "../support/world"

const FIELDS = [
  "points.balance",
  "points.expiring_in_7_days",
  "points.expiring_in_30_days",
  "points.earned",
  "points.spent",
  "coupons.free",
  "purchase.days_between",
  "purchase.count_without_refund",
  "purchase.refunded.eur",
]

describe("what a customer has (A5) and how they buy (A2), as rule fields", () => {
  let world: World
  let customers: { pid: number; customer_id: string }[]
  beforeAll(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    await addPeople(world.database, [
      {
        email: "ana@x.example",
        purchases: 3,
        first_purchase_at: "2026-01-01T00:00:00Z",
        last_purchase_at: "2026-01-15T00:00:00Z",
      },
      { email: "ben@x.example" },
    ])
    customers = await world.database.rows("select pid, customer_id from marketing_profile order by pid")
    const give = (amount: number, key: string, expires_in_days: number | null) =>
      world.marketing.adjustPoints({
        customer_id: customers[0]!.customer_id,
        amount,
        reason: "test",
        key,
        actor: "user_1",
        expires_in_days,
      })
    await give(100, "a", 5)
    await give(50, "b", 20)
    await give(10, "c", null)
  })
  afterAll(() => world.end())

  it("is greyed while the store has none of it, and rules may ask all the same (A5)", async () => {
    const all = (await world.marketing.readCatalogue()).list()
    const missing = async () => [...(await world.marketing.readMissingSources(all)).keys()]
    const greyed = await missing()
    expect(greyed).toEqual(expect.arrayContaining(["coupons.free", "relation.birthday", "cart.open"]))
    expect(greyed).not.toContain("points.balance")
    const hasChild = { fact: "relation.kinds", op: "has_any", value: ["child"] }
    expect((await world.marketing.checkRule({ rule: hasChild })).problems).toEqual([])
    expect(await counted(hasChild)).toBe(0)
    await world.marketing.changeProfile({
      customer_id: customers[1]!.customer_id,
      change: { relations: [{ relation: "child", name: null, birthday: null }] },
      actor: "user_1",
    })
    expect(await missing()).toContain("relation.birthday")
    world.clock.pass({ seconds: 31 })
    expect(await missing()).not.toContain("relation.birthday")
    world.clock.pass({ seconds: -31 })
  })

  const counted = async (rule: object) => (await world.marketing.previewRule({ rule })).count

  it("is read for people of whom there are facts and of whom there are none", async () => {
    const pids = customers.map(({ pid }) => pid)
    const read = await world.marketing.readFields({ fields: FIELDS, pids })
    expect(Object.values(read.get(pids[0]!)!)).toEqual([160, 100, 150, 160, 0, 0, 7, 3, 0])
    expect(Object.values(read.get(pids[1]!)!)).toEqual([0, 0, 0, 0, 0, 0, null, 0, 0])
  })

  it("is what the account says, and follows the clock by itself", async () => {
    const rich = { fact: "points.balance", op: "gte", value: 100 }
    expect(await counted(rich)).toBe(1)
    expect(await counted({ fact: "points.balance", op: "lt", value: 100 })).toBe(1)
    const { customer_id } = customers[0]!
    const why = await world.marketing.explainRule({ rule: rich, customer_id })
    expect(why.matches).toBe(true)
    world.clock.pass({ days: 6 })
    expect(await counted(rich)).toBe(0)
    expect((await world.marketing.readPoints({ customer_id })).available).toBe(60)
    expect(await counted({ fact: "points.balance", op: "eq", value: 60 })).toBe(1)
    expect((await world.marketing.explainRule({ rule: rich, customer_id })).matches).toBe(false)
    world.clock.pass({ days: -6 })
  })
})
