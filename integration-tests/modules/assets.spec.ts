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
    const all = await (await world.marketing.readCatalogue()).list()
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

  it("points that end within any number of days from 1 to 366 are asked to the minute (A5)", async () => {
    const about = (days: number, op: string, value: number) => ({
      fact: `points.expiring_in_${days}_days`,
      op,
      value,
    })
    // 100 end in 5 days, 50 in 20; a day of the store's calendar is meant, so up to the end of that day.
    for (const [days, points] of [
      [1, 0],
      [4, 0],
      [6, 100],
      [19, 100],
      [21, 150],
      [91, 150],
      [366, 150],
    ] as const)
      expect({ days, people: await counted(about(days, "eq", points)) }).toEqual({
        days,
        people: points === 0 ? 2 : 1,
      })
    const both = { all: [about(6, "eq", 100), about(21, "eq", 150), about(200, "eq", 150)] }
    expect(await counted(both)).toBe(1)
    const { customer_id } = customers[0]!
    const { conditions } = await world.marketing.explainRule({ rule: about(3, "gte", 1), customer_id })
    expect(conditions).toMatchObject([{ matches: false, changes_at: expect.any(Date) }])
    const turns = conditions[0]!.changes_at!
    const now = await world.clock.now()
    world.clock.set(new Date(turns.getTime() - 1000))
    expect(await counted(about(3, "gte", 1))).toBe(0)
    world.clock.set(turns)
    expect(await counted(about(3, "gte", 1))).toBe(1)
    world.clock.set(now)
    expect((await world.marketing.describeRule({ rule: about(45, "gte", 1) })).text).toContain("45 days")
    for (const days of [0, 367, 9999])
      expect((await world.marketing.checkRule({ rule: about(days, "gte", 1) })).problems).toMatchObject([
        { code: "rule/days", path: "fact", message: "Give a number of days from 1 to 366." },
      ])
  })

  it("is asked in every currency of the store and of what people bought, whatever points are worth (A2, A5)", async () => {
    const { database, marketing, clock } = world
    const currencies = async () => {
      clock.pass({ minutes: 2 })
      const ids = (await (await marketing.readCatalogue()).list()).map(({ id }) => id)
      return ids.flatMap((id) => /^purchase\.total\.(.+)$/.exec(id)?.[1] ?? [])
    }
    expect(await currencies()).toEqual(["eur", "usd"])
    await database.run("insert into store (id, name) values ('store_1', 'Shop') on conflict do nothing")
    await database.run(
      `insert into store_currency (id, currency_code, is_default, store_id) values
         ('stocur_1', 'CNY', false, 'store_1'), ('stocur_2', 'jpy', true, 'store_1'), ('stocur_3', 'sek', false, 'store_1')`,
    )
    expect(await currencies()).toEqual(["jpy", "cny", "sek"])
    await database.run("update store_currency set deleted_at = now() where currency_code = 'sek'")
    await database.run(
      `insert into marketing_customer_total (pid, currency, purchases, net, discount, total)
       values ($1, 'gbp', 1, 500, 0, 500), ($1, 'cny', 1, 700, 0, 700)`,
      [customers[0]!.pid],
    )
    expect(await currencies()).toEqual(["jpy", "cny", "gbp"])
    expect(await counted({ fact: "purchase.total.gbp", op: "gte", value: 500 })).toBe(1)
    expect(await counted({ fact: "purchase.total.jpy", op: "eq", value: 0 })).toBe(2)
  })
})
