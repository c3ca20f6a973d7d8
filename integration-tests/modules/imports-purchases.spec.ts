import type { NewImport } from "../../src/modules/marketing/imports/create-import"
import { importTo, uploadTo } from "../support/imports"
import { createWorld, type World } from "../support/world"

describe("importing what was bought elsewhere (O4)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const run = (text: string, given: Partial<NewImport> = {}) =>
    importTo(world, text, { kind: "purchases", ...given })
  const orders = () =>
    world.database.rows(
      `select substr(order_id, 10) as id, captured, refunded, discount, quantity,
              (select count(*) from marketing_order_line l where l.oid = o.oid) as lines
         from marketing_order o order by order_id`,
    )

  const HEAD = "order_id,customer_id,placed_at,product,amount,currency"
  const FIRST = `${HEAD}\no1,1,2026-01-05,Soap,7.50,EUR\no1,1,2026-01-05,Comb,2.00,EUR\no2,2,2026-01-06,Soap,3.00,EUR\n`

  it("counts a line once, though a later file says more of it or maps one more column", async () => {
    expect(await run(FIRST)).toMatchObject({ accepted: 3 })
    const more = FIRST.replace(HEAD, `${HEAD},category,discount`).replaceAll(",EUR", ",EUR,Bath,0.50")
    expect(await run(more)).toMatchObject({ state: "done", accepted: 3, duplicates: 0 })
    expect(await run(more)).toMatchObject({ accepted: 0, duplicates: 3 })
    expect(await orders()).toEqual([
      { id: "o1", captured: 950, refunded: 0, discount: 100, quantity: 2, lines: 2 },
      { id: "o2", captured: 300, refunded: 0, discount: 50, quantity: 1, lines: 1 },
    ])
    expect(
      await world.database.one("select category_ids from marketing_product where title = 'Soap'"),
    ).toEqual({ category_ids: ["Bath"] })
  })

  it("corrects a line that a later file calls refunded or of another amount, also back again", async () => {
    await run(FIRST)
    await run(`${HEAD},status\no1,1,2026-01-05,Soap,7.50,EUR,refunded\no2,2,2026-01-06,Soap,2.50,EUR,\n`)
    expect(await orders()).toMatchObject([
      { captured: 950, refunded: 750, lines: 2 },
      { captured: 250, refunded: 0, lines: 1 },
    ])
    expect(await world.database.rows("select amount from marketing_refund")).toEqual([{ amount: 750 }])
    await run(`${HEAD},status\no1,1,2026-01-05,Soap,7.50,EUR,paid\n`)
    expect((await orders())[0]).toMatchObject({ captured: 950, refunded: 0 })
    expect(await world.database.rows("select amount from marketing_refund")).toEqual([])
    const person = await world.database.one(
      "select sum(net)::bigint as net from marketing_customer_day join marketing_profile using (pid) where external_id = '1'",
    )
    expect(person).toEqual({ net: 950 })
  })

  it("corrects a day, to an earlier and to a later one: an order is as old as its oldest line", async () => {
    const days = () =>
      world.database.rows(
        `select o.placed_at::date::text as "order", o.paid_at::date::text as paid,
                (select min(l.placed_at)::date::text from marketing_order_line l where l.oid = o.oid) as line,
                p.first_purchase_at::date::text as first, p.last_purchase_at::date::text as last
           from marketing_order o join marketing_profile p using (pid) where o.order_id like '%:d1'`,
      )
    for (const day of ["2025-03-05", "2026-02-20", "2025-01-01"]) {
      await run(`${HEAD}\nd1,77,${day},Soap,7.50,EUR\n`)
      expect(await days()).toEqual([{ order: day, paid: day, line: day, first: day, last: day }])
    }
  })

  it("keeps apart two lines of one product, across batches and files, and twins by their line ids", async () => {
    const filler = Array.from({ length: 2100 }, (_, i) => `f${i},3,2026-01-01,Soap,1.00,EUR`)
    const file = [HEAD, "o1,1,2026-01-05,Soap,7.50,EUR", ...filler, "o1,1,2026-01-05,Soap,3.00,EUR"].join(
      "\n",
    )
    await run(file)
    await run(file.replace(HEAD, `${HEAD},sales_channel`).replaceAll(",EUR", ",EUR,web"))
    expect((await orders()).at(-1)).toMatchObject({ id: "o1", captured: 1050, lines: 2 })
    const twins = `${HEAD},line_id\nt1,1,2026-01-05,Soap,7.50,EUR,1\nt1,1,2026-01-05,Soap,7.50,EUR,2\n`
    expect(await run(twins)).toMatchObject({ accepted: 2 })
    expect(await run(twins)).toMatchObject({ duplicates: 2 })
    expect((await orders()).at(-1)).toMatchObject({ id: "t1", captured: 1500, lines: 2 })
  })

  it("keeps its lease while it sums up more people than one lease has time for", async () => {
    const others: boolean[] = []
    const slow = await createWorld({
      failPoint: async (point) => {
        if (point !== "import.afterSums") return
        slow.clock.pass({ seconds: 90 })
        others.push(await slow.marketing.runImports())
      },
    })
    try {
      const lines = Array.from({ length: 4_100 }, (_, i) => `o${i},c${i},2026-01-05,Soap,7.50,EUR`)
      await uploadTo(slow, [HEAD, ...lines].join("\n"), { kind: "purchases" })
      expect(await slow.marketing.runImports()).toBe(true)
      expect(others).toEqual([false, false, false])
      expect(await slow.database.one("select state, fence from marketing_import")).toEqual({
        state: "done",
        fence: 1,
      })
    } finally {
      await slow.end()
    }
  })

  it("says in a dry run exactly what the run then does, also across batches (S18)", async () => {
    const filler = Array.from({ length: 2100 }, (_, i) => `f${i},c${i % 50},,2026-01-01,Soap,1,1.00,EUR`)
    const hostile = [
      "order_id,customer_id,email,placed_at,product,quantity,amount,currency",
      "o1,1,home@fam.example,2026-01-05,Soap,1,7.50,EUR",
      "o2,2,home@fam.example,2026-01-05,Soap,1,7.50,EUR",
      "o1,3,,2026-01-05,Comb,1,1.00,EUR",
      "o1,1,,2026-01-05,Comb,1,1.00,USD",
      "o7,,later@x.example,2026-01-05,Comb,1,1.00,EUR",
      ...filler,
      "o1,1,home@fam.example,2026-01-05,Soap,1,7.50,EUR",
      "o1,4,,2026-01-05,Pin,1,1.00,EUR",
      "o9,5,home@fam.example,2026-01-05,Pin,1,1.00,EUR",
      "o8,6,later@x.example,2026-01-05,Pin,1,1.00,EUR",
      "o8,7,later@x.example,2026-01-05,Pin,1,1.00,EUR",
      "f3,c3,,2026-01-01,Soap,1,1.00,USD",
      ...Array.from({ length: 2010 }, (_, i) => `big,8,,2026-01-01,p${i},1000000,1.00,EUR`),
    ].join("\n")
    await run(`${HEAD}\no9,5,2026-01-05,Old,7.50,EUR\n`)
    const dry = await run(hostile, { dry_run: true })
    expect(await orders()).toHaveLength(1)
    const offsets = [0, 100]
    const report = async (import_id: string) => {
      const pages = await Promise.all(
        offsets.map((offset) => world.marketing.getImport({ import_id, offset })),
      )
      const { rows, accepted, rejected, duplicates, state } = pages[0]!
      return { state, rows, accepted, rejected, duplicates, why: pages.flatMap((page) => page.rejections) }
    }
    const told = await report(dry.id)
    expect(told.why.map((r) => r.line).slice(0, 8)).toEqual([3, 4, 5, 2108, 2109, 2111, 2112, 4113])
    expect(told).toMatchObject({ state: "done", duplicates: 1 })
    await world.marketing.startImport({ import_id: dry.id })
    while (await world.marketing.runImports());
    expect(await report(dry.id)).toEqual(told)
    expect(await world.database.rows("select * from marketing_import_note limit 1")).toEqual([])
  })
})
