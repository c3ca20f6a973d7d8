import { Readable } from "node:stream"
import { Refused } from "../../src/core/problem"
import type { NewImport } from "../../src/modules/marketing/imports/create-import"
import { createWorld, type World } from "../support/world"

describe("importing history (O4)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const upload = async (text: string | Buffer, given: Partial<NewImport> = {}) => {
    const { import: made } = await world.marketing.createImport({
      kind: "customers",
      file_name: "file.csv",
      file: Readable.from([Buffer.from(text)]),
      source: "old-shop",
      ...given,
    })
    return made
  }
  const run = async (text: string | Buffer, given: Partial<NewImport> = {}) => {
    const { id } = await upload(text, given)
    while (await world.marketing.runImports());
    return world.marketing.getImport({ import_id: id })
  }
  const profiles = () =>
    world.database.rows<Record<string, unknown>>(
      "select * from marketing_profile order by external_id, email",
    )
  const refusal = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => null,
      (e: Refused) => e,
    )
    expect(error).toBeInstanceOf(Refused)
    return (error as Refused).problems.map((p) => p.code)
  }

  const PEOPLE =
    "customer_id,email,gender,birthday,tags,Income,kids\n1,a@x.example,f,1984-02-29,vip,50K,2\n2,b@x.example,m,,,75K,0\n"

  it("makes Medusa customers with their attributes, each once however often the file comes", async () => {
    const first = await run(PEOPLE)
    expect(first).toMatchObject({
      state: "done",
      rows: 2,
      accepted: 2,
      rejected: 0,
      duplicates: 0,
      progress: 1,
    })
    const again = await run(PEOPLE)
    expect(again).toMatchObject({ state: "done", accepted: 0, duplicates: 2 })
    const people = await profiles()
    expect(people).toHaveLength(2)
    expect(people[0]).toMatchObject({
      external_id: "1",
      email: "a@x.example",
      gender: "female",
      birthday: "1984-02-29",
      tags: ["vip"],
      attributes: { income: "50K", kids: 2 },
    })
    expect(await world.database.one("select count(*) as n from customer where deleted_at is null")).toEqual({
      n: 2,
    })
  })

  it("adds to what is known and takes nothing away", async () => {
    await run(PEOPLE)
    await run("customer_id,city,tags\n1,Bonn,new\n")
    expect((await profiles())[0]).toMatchObject({ city: "Bonn", gender: "female", tags: ["new", "vip"] })
  })

  it("keeps one type a column: one odd value makes it text everywhere", async () => {
    await run("customer_id,kids\n1,2\n2,3+\n")
    expect((await profiles()).map((p) => (p.attributes as { kids: unknown }).kids)).toEqual(["2", "3+"])
  })

  it("tells in a dry run what would happen, writes nothing, and runs for real afterwards", async () => {
    const dry = await run(`${PEOPLE}3,nonsense,x,,,,\n1,a@x.example,f,1984-02-29,vip,50K,2\n`, {
      dry_run: true,
    })
    expect(dry).toMatchObject({ state: "done", accepted: 2, rejected: 1, duplicates: 1, dry_run: true })
    expect(dry.rejections).toMatchObject([{ line: 4, code: "import/email", column: "email" }])
    expect(await profiles()).toEqual([])
    await world.marketing.startImport({ import_id: dry.id })
    while (await world.marketing.runImports());
    expect(await world.marketing.getImport({ import_id: dry.id })).toMatchObject({
      state: "done",
      accepted: 2,
      rejected: 1,
      duplicates: 1,
    })
    expect(await profiles()).toHaveLength(2)
    await expect(world.marketing.startImport({ import_id: dry.id })).rejects.toThrow("upload it again")
  })

  it("waits for its mapping when the columns are not clear", async () => {
    const made = await upload("a,b\n1,x@y.example\n")
    expect(made.state).toBe("ready")
    expect(await world.marketing.runImports()).toBe(false)
    expect(await refusal(world.marketing.startImport({ import_id: made.id }))).toEqual([
      "import/missing-column",
    ])
    await world.marketing.startImport({
      import_id: made.id,
      mapping: { a: { to: "customer_id" }, b: { to: "email" } },
    })
    while (await world.marketing.runImports());
    expect((await profiles())[0]).toMatchObject({ external_id: "1", email: "x@y.example" })
  })

  const LINES = [
    "order_id,customer_id,placed_at,product,category,quantity,amount,currency,status",
    "o1,1,2026-01-05 10:00:00,Soap,Bath,2,7.50,EUR,paid",
    "o2,2,2026-01-06 10:00:00,Soap,Bath,1,3.75,EUR,refunded",
    "o1,1,2026-01-05 10:00:00,Brush,Bath,1,2.50,EUR,paid",
    "o3,1,2026-01-07 10:00:00,Comb,Hair,1,4.00,EUR,cancelled",
    "o4,9,2026-01-08 10:00:00,Comb,Hair,1,4.00,EUR,",
  ]

  it("sums an order from lines that stand apart, with refunds and cancellations, and makes unknown people", async () => {
    const done = await run(LINES.join("\n"), { kind: "purchases" })
    expect(done).toMatchObject({ state: "done", accepted: 5, rejected: 0 })
    const orders = await world.database.rows(
      `select o.order_id, o.captured, o.refunded, o.net, o.purchase, o.quantity, p.external_id
         from marketing_order o join marketing_profile p using (pid) order by o.order_id`,
    )
    expect(orders).toEqual([
      {
        order_id: "old-shop:o1",
        captured: 1000,
        refunded: 0,
        net: 1000,
        purchase: true,
        quantity: 3,
        external_id: "1",
      },
      {
        order_id: "old-shop:o2",
        captured: 375,
        refunded: 375,
        net: 0,
        purchase: true,
        quantity: 1,
        external_id: "2",
      },
      {
        order_id: "old-shop:o3",
        captured: 0,
        refunded: 0,
        net: 0,
        purchase: false,
        quantity: 1,
        external_id: "1",
      },
      {
        order_id: "old-shop:o4",
        captured: 400,
        refunded: 0,
        net: 400,
        purchase: true,
        quantity: 1,
        external_id: "9",
      },
    ])
    const rollup = await world.database.one(
      "select purchases, orders from marketing_profile where external_id = '1'",
    )
    expect(rollup).toEqual({ purchases: 1, orders: 2 })
    const again = await run(LINES.join("\n"), { kind: "purchases" })
    expect(again).toMatchObject({ accepted: 0, duplicates: 5 })
  })

  it("names the lines that contradict their order and keeps the rest", async () => {
    const done = await run([...LINES, "o1,2,2026-01-05 10:00:00,Pin,Hair,1,1.00,EUR,paid"].join("\n"), {
      kind: "purchases",
    })
    expect(done).toMatchObject({ accepted: 5, rejected: 1 })
    expect(done.rejections).toEqual([
      {
        line: 7,
        column: null,
        code: "import/contradiction",
        problem: "Order o1 belongs to another customer.",
      },
    ])
  })

  it("appends events of a far past with their properties", async () => {
    const csv =
      "customer_id,event,at,colour\n1,product_viewed,2017-05-01T10:00:00Z,red\n1,searched,2026-01-01T10:00:00Z,\n"
    expect(await run(csv, { kind: "events" })).toMatchObject({ state: "done", accepted: 2 })
    expect(await run(csv, { kind: "events" })).toMatchObject({ accepted: 0, duplicates: 2 })
    expect(
      await world.database.rows(
        "select name, props from marketing_event where name <> 'customer_created' order by at",
      ),
    ).toEqual([
      { name: "product_viewed", props: { colour: "red" } },
      { name: "searched", props: {} },
    ])
  })

  it("refuses a file that is no UTF-8, has no lines, no header, or asks for an unknown kind (S18)", async () => {
    const latin = Buffer.concat([
      Buffer.from("customer_id,city\n1,K"),
      Buffer.from([0xf6]),
      Buffer.from("ln\n"),
    ])
    expect(await refusal(upload(latin))).toEqual(["import/encoding"])
    expect(await refusal(upload("customer_id\n"))).toEqual(["import/no-lines"])
    expect(await refusal(upload(""))).toEqual(["import/no-file"])
    expect(await refusal(upload("a,a\n1,2\n"))).toEqual(["import/doubled-column"])
    expect(await refusal(upload("a\n1\n", { kind: "spells" as never }))).toEqual(["import/kind"])
    expect(await world.database.one("select count(*) as n from marketing_import")).toEqual({ n: 0 })
    expect(await world.database.one("select count(*) as n from marketing_import_piece")).toEqual({ n: 0 })
  })

  it("loses only the lines that are broken: quotes, cells, and a cell of fifty megabytes (S18)", async () => {
    async function* huge() {
      yield Buffer.from('customer_id,city\n1,Bonn\n2,"never closed\n3,Ulm\n4\n5,"')
      for (let i = 0; i < 50; i++) yield Buffer.alloc(2 ** 20, "x")
      yield Buffer.from('"\n6,Trier\n')
    }
    const { import: made } = await world.marketing.createImport({
      kind: "customers",
      file_name: "f.csv",
      file: huge(),
    })
    const before = process.memoryUsage().rss
    while (await world.marketing.runImports());
    const done = await world.marketing.getImport({ import_id: made.id })
    expect(done.rejections.map((r) => [r.line, r.code])).toEqual([
      [3, "import/quotes"],
      [5, "import/cells"],
      [6, "import/long"],
    ])
    expect((await profiles()).map((p) => p.city)).toEqual(["Bonn", "Ulm", "Trier"])
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
  })

  it("goes on after its worker died between two batches, and counts every line once (F2)", async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `o${i},${i % 700},2026-01-05,Soap,,1,1.00,EUR,paid`)
    const { id } = await upload([LINES[0], ...lines].join("\n"), { kind: "purchases" })
    let deaths = 0
    const dying = await createWorldOn(world, (name) => {
      if (name.startsWith("import.") && deaths++ % 2 === 0)
        throw Object.assign(new Error("killed"), { code: "57P01" })
    })
    for (let i = 0; i < 40; i++) {
      const state = (await world.marketing.getImport({ import_id: id })).state
      if (state === "done") break
      await dying.runImports().catch((error: Error) => expect(error.message).toBe("killed"))
      world.clock.pass({ minutes: 5 })
    }
    expect(deaths).toBeGreaterThan(3)
    expect(await world.marketing.getImport({ import_id: id })).toMatchObject({
      state: "done",
      accepted: 5000,
      rejected: 0,
      duplicates: 0,
    })
    expect(await world.database.one("select count(*) as n, sum(net) as net from marketing_order")).toEqual({
      n: 5000,
      net: "500000",
    })
    expect(await world.database.one("select count(*) as n from customer")).toEqual({ n: 700 })
  })
})

/** A second process on the same database and clock, with a fail point of its own. */
async function createWorldOn(world: World, failPoint: (name: string) => void) {
  const { createMarketing } = await import("../../src/modules/marketing/create-marketing")
  const { database, clock, options, ports } = world.marketing
  return createMarketing({ database, clock, options, ports, failPoint })
}
