import { createReadStream } from "node:fs"
import path from "node:path"
import { Readable } from "node:stream"
import { createGunzip } from "node:zlib"
import type { Mapping } from "../../src/core/import/columns"
import { openCompleteJourney } from "../support/complete-journey"
import { createWorld, type World } from "../support/world"

const journey = openCompleteJourney()

type Row = Record<string, string>
type Sale = { household_id: string; basket_id: string; at: number; amount: number }

const DAY = 86_400_000
const START = Date.parse("2017-07-01T09:00:00Z")
const cents = (text: string) => Math.round(Number(text) * 100)

describe(`a grocer's ${journey.kind} year, from files to a report (O4, A2, R2)`, () => {
  let world: World
  let sales: Sale[]
  let households: Row[]

  const take = async (kind: "customers" | "purchases", file: string, text: Readable, mapping?: Mapping) => {
    const { import: made } = await world.marketing.createImport({
      kind,
      file_name: file,
      file: text,
      source: "grocer",
      mapping,
    })
    while (await world.marketing.runImports());
    return world.marketing.getImport({ import_id: made.id })
  }

  beforeAll(async () => {
    world = await createWorld({ start: new Date(START).toISOString() })
    households = journey.rowsOf("demographics.csv.gz")
    sales = journey.rowsOf("transactions_sample.csv.gz").map((row) => ({
      household_id: row.household_id!,
      basket_id: row.basket_id!,
      at: Date.parse(`${row.transaction_timestamp!.replace(" ", "T")}Z`),
      amount: cents(row.sales_value!),
    }))
  })
  afterAll(async () => {
    await world.end()
    journey.close()
  })

  const SALES: Mapping = {
    household_id: { to: "customer_id" },
    basket_id: { to: "order_id" },
    product_id: { to: "product" },
    quantity: { to: "quantity" },
    sales_value: { to: "amount" },
    transaction_timestamp: { to: "placed_at" },
    "=currency": { value: "usd" },
  }
  const unpacked = (file: string) => createReadStream(path.join(journey.folder, file)).pipe(createGunzip())
  /** The sales file as the grocer would have sent it on that day: only what was sold before. */
  const soldBefore = (day: number) => {
    const [header, ...lines] = journey.textOf("transactions_sample.csv.gz").split("\n")
    return Readable.from([Buffer.from([header, ...lines.filter((_, i) => sales[i]!.at < day)].join("\n"))])
  }

  it("takes the files as they are: households are customers, baskets are purchases", async () => {
    const people = await take("customers", "demographics.csv.gz", unpacked("demographics.csv.gz"))
    expect(people).toMatchObject({ state: "done", accepted: households.length, rejected: 0 })
    const before = sales.filter((sale) => sale.at < START)
    const bought = await take("purchases", "transactions_sample.csv.gz", soldBefore(START), SALES)
    expect(bought.rejections).toEqual([])
    expect(bought).toMatchObject({ state: "done", rows: before.length, accepted: before.length })
    const sums = await world.database.one(
      `select count(*) as orders, sum(net)::bigint as net, count(distinct pid) as heads from marketing_order where purchase`,
    )
    expect(sums).toEqual({
      orders: new Set(before.map((s) => s.basket_id)).size,
      net: before.reduce((sum, s) => sum + s.amount, 0),
      heads: new Set(before.map((s) => s.household_id)).size,
    })
  }, 180_000)

  /** Households with at least two baskets and 20 dollars in the sixty days before the first of July. */
  const regulars = () => {
    const recent = sales.filter((s) => s.at <= START && s.at > START - 60 * DAY)
    const of = new Map<string, Sale[]>()
    for (const sale of recent) of.set(sale.household_id, [...(of.get(sale.household_id) ?? []), sale])
    return [...of].filter(
      ([, list]) =>
        new Set(list.map((s) => s.basket_id)).size >= 2 && list.reduce((sum, s) => sum + s.amount, 0) >= 2000,
    )
  }

  const REGULARS = {
    did: "purchase",
    count: { gte: 2 },
    amount: { gte: 2000, currency: "usd" },
    window: { last: { days: 60 } },
  }

  it("finds the regulars, and the older ones among them, exactly", async () => {
    const preview = await world.marketing.previewRule({ rule: REGULARS })
    expect(preview).toMatchObject({ count: regulars().length, exact: true })
    const age = new Map(households.map((h) => [h.household_id!, h.age]))
    const older = { all: [REGULARS, { fact: "profile.attributes.age", op: "in", value: ["55-64", "65+"] }] }
    const expected = regulars().filter(([id]) => ["55-64", "65+"].includes(age.get(id) ?? ""))
    expect(expected.length).toBeGreaterThan(20)
    expect((await world.marketing.previewRule({ rule: older })).count).toBe(expected.length)
  })

  it("runs a plan for them and counts what they bought within a week, to the cent", async () => {
    const { marketing, clock } = world
    const plan = await marketing.savePlan({
      plan: {
        name: "Thank the regulars",
        type: "one_time",
        settings: { attribution: { basis: "touch", window_days: 7 } },
        wizard: {
          rule: REGULARS,
          message: {
            channel: "log",
            content: { text: "Thank you, {{ customer.first_name }}" },
          },
          benefits: [{ id: "points", settings: { amount: 50 } }],
        },
      },
      actor: "user_1",
    })
    await marketing.publishPlan({ plan_id: plan.id, actor: "user_1" })
    await marketing.startDueRuns()
    while (await marketing.enrollRuns());
    while (await marketing.advance());
    while (await marketing.performSends());
    clock.pass({ days: 190 })
    // Half a year later the whole file comes; what was in the first one counts once.
    const rest = await take(
      "purchases",
      "transactions_sample.csv.gz",
      unpacked("transactions_sample.csv.gz"),
      SALES,
    )
    expect(rest).toMatchObject({
      rows: sales.length,
      duplicates: sales.filter((s) => s.at < START).length,
      rejected: 0,
    })

    const touched = new Set(regulars().map(([id]) => id))
    const counted = sales.filter(
      (s) => touched.has(s.household_id) && s.at >= START && s.at < START + 7 * DAY,
    )
    const report = await marketing.planReport({ plan_id: plan.id })
    expect(report).toMatchObject({
      covered: touched.size,
      reached: touched.size,
      points: { granted: touched.size * 50 },
      messages: { sent: touched.size },
      paid: {
        heads: new Set(counted.map((s) => s.household_id)).size,
        orders: new Set(counted.map((s) => s.basket_id)).size,
      },
      money: [{ currency: "usd", net: counted.reduce((sum, s) => sum + s.amount, 0) }],
    })
  }, 240_000)
})
