import { Refused } from "../../src/core/problem"
import type { NewImport } from "../../src/modules/marketing/imports/create-import"
import type { Ports } from "../../src/modules/marketing/ports"
import { importTo, uploadTo } from "../support/imports"
import { createWorld, type World } from "../support/world"

describe("importing history (O4)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
  })
  afterEach(() => world.end())

  const upload = (text: string | Buffer, given: Partial<NewImport> = {}) => uploadTo(world, text, given)
  const run = (text: string | Buffer, given: Partial<NewImport> = {}) => importTo(world, text, given)
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
    // A file may also say which tags people have from now on (A12).
    await run("customer_id,tags\n1,only\n2,\n", { tags_mode: "overwrite" })
    expect((await profiles()).map(({ tags }) => tags)).toEqual([["only"], []])
  })

  it("brings related persons, and fills in what a second file knows more of them (A3)", async () => {
    const header = "customer_id,relation_1_kind,relation_1_birthday,relation_2_kind,relation_2_name"
    await run(`${header}\n1,daughter,2019-05-01,Dog,Rex\n2,,,,\n3,,2019-05-01,,\n`)
    const relations = () =>
      world.database.rows("select pid, no, relation, name, birthday from marketing_relation order by pid, no")
    expect(await relations()).toMatchObject([
      { no: 1, relation: "child", name: null, birthday: "2019-05-01" },
      { no: 2, relation: "pet", name: "Rex", birthday: null },
    ])
    await run("customer_id,relation_1_kind,relation_1_name,relation_2_kind\n1,child,Kim,spouse\n")
    expect(await relations()).toMatchObject([
      { no: 1, relation: "child", name: "Kim", birthday: "2019-05-01" },
      { no: 2, relation: "spouse", name: null, birthday: null },
    ])
    expect((await profiles())[0]!.attributes).toEqual({})
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
    const needs = {
      code: "import/missing-column",
      path: "mapping",
      values: { names: "customer_id or email or phone" },
    }
    expect(made).toMatchObject({ state: "ready", problems: [needs] })
    expect(await world.marketing.getImport({ import_id: made.id })).toMatchObject({ problems: [needs] })
    expect((await world.marketing.listImports({ offset: 0, limit: 1 })).imports[0]).toMatchObject({
      problems: [needs],
    })
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
    expect((await world.marketing.getImport({ import_id: made.id })).problems).toEqual([])
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
        code: "import/other-customer",
        problem: "Order o1 belongs to another customer.",
        values: { value: "o1" },
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

  it("takes the file as a spreadsheet leaves it, with columns that have neither name nor content", async () => {
    const done = await run("customer_id,email,,\n1,a@x.example,,\n2,b@x.example,,\n")
    expect(done).toMatchObject({ state: "done", accepted: 2, rejected: 0 })
    expect((await profiles()).map((person) => person.attributes)).toEqual([{}, {}])
  })

  it("refuses a file that is no UTF-8, has no lines, no header, or asks for an unknown kind (S18)", async () => {
    const latin = Buffer.concat([
      Buffer.from("customer_id,city\n1,K"),
      Buffer.from([0xf6]),
      Buffer.from("ln\n"),
    ])
    expect(await refusal(upload(latin))).toEqual(["import/encoding"])
    expect(await refusal(upload("customer_id\n1\u0000\n"))).toEqual(["import/nul"])
    expect(await refusal(upload("customer_id\n"))).toEqual(["import/no-lines"])
    expect(await refusal(upload(""))).toEqual(["import/empty-file"])
    expect(await refusal(upload("a,a\n1,2\n"))).toEqual(["import/doubled-column"])
    expect(await refusal(upload("a\n1\n", { kind: "spells" as never }))).toEqual(["import/kind"])
    expect(await world.database.one("select count(*) as n from marketing_import")).toEqual({ n: 0 })
    expect(await world.database.one("select count(*) as n from marketing_import_piece")).toEqual({ n: 0 })
  })

  it("loses only the lines that are broken: quotes, cells, and a cell of ten megabytes (S18)", async () => {
    async function* huge() {
      yield Buffer.from('customer_id,city\n1,Bonn\n2,"never closed\n3,Ulm\n4\n5,"')
      for (let i = 0; i < 10; i++) yield Buffer.alloc(2 ** 20, "x")
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
      [6, "import/long-line"],
    ])
    expect((await profiles()).map((p) => p.city)).toEqual(["Bonn", "Ulm", "Trier"])
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
  })

  it("refuses a file with a cell of five hundred megabytes early, and holds none of it in memory (S18)", async () => {
    let sent = 0
    let most = 0
    const before = process.memoryUsage().rss
    async function* bomb() {
      yield Buffer.from('customer_id,city\n1,Bonn\n2,"')
      for (; sent < 500; sent++) {
        most = Math.max(most, process.memoryUsage().rss - before)
        yield Buffer.alloc(2 ** 20, "x")
      }
      yield Buffer.from('"\n3,Ulm\n')
    }
    const made = world.marketing.createImport({ kind: "customers", file_name: "bomb.csv", file: bomb() })
    await expect(made).rejects.toThrow("Line 3 is longer than 16 MB.")
    expect(sent).toBeLessThan(20)
    expect(most).toBeLessThan(200 * 2 ** 20)
    expect(await world.database.one("select count(*) as n from marketing_import")).toEqual({ n: 0 })
    expect(await world.database.one("select count(*) as n from marketing_import_piece")).toEqual({ n: 0 })
  })

  it("gives an address that two people share to the first, and takes everything else (S18)", async () => {
    const file = "customer_id,email\n1,home@fam.example\n2,home@fam.example\n3,other@fam.example\n"
    const done = await run(file)
    expect(done).toMatchObject({ state: "done", accepted: 2, rejected: 1 })
    expect(done.rejections).toEqual([
      {
        line: 3,
        column: "email",
        code: "import/email-taken",
        problem: "The e-mail home@fam.example belongs to customer 1 already.",
        values: { value: "home@fam.example", customer: "1" },
      },
    ])
    const later = await run("customer_id,email\n9,home@fam.example\n8,new@fam.example\n")
    expect(later).toMatchObject({ state: "done", accepted: 1, rejected: 1 })
    expect(await run(file)).toMatchObject({ accepted: 0, duplicates: 2, rejected: 1 })
    expect((await profiles()).map((p) => p.external_id)).toEqual(["1", "3", "8"])
  })

  it("rejects a person whom the store refuses, and takes the others", async () => {
    const { createCustomers } = world.marketing.ports
    const picky = await createWorldOn(world, () => undefined, {
      createCustomers: async (people) => {
        if (people.some((person) => person.email?.startsWith("bad"))) throw new Error("No thanks.")
        return createCustomers(people)
      },
    })
    const { id } = await upload("customer_id,email\n1,a@x.example\n2,bad@x.example\n3,c@x.example\n")
    while (await picky.runImports());
    const done = await world.marketing.getImport({ import_id: id })
    expect(done).toMatchObject({ state: "done", accepted: 2, rejected: 1 })
    expect(done.rejections).toMatchObject([
      { line: 3, problem: "The store refuses this customer: No thanks." },
    ])
  })

  it("never makes a person twice, though two processes import at once (F2)", async () => {
    const other = await createWorldOn(world, () => undefined)
    const people = Array.from({ length: 60 }, (_, i) => (i % 2 ? `${i},p${i}@x.example` : `${i},`))
    const text = ["customer_id,email", ...people].join("\n")
    for (let n = 0; n < 4; n++) await upload(text, { source: `shop ${n}` })
    const work = async (marketing: typeof other) => {
      while (await marketing.runImports());
    }
    await Promise.all([work(world.marketing), work(other), work(world.marketing), work(other)])
    expect(
      await world.database.one(
        "select count(*) as n, count(distinct external_id) as d from marketing_profile",
      ),
    ).toEqual({ n: 60, d: 60 })
    expect(await world.database.one("select count(*) as n from customer")).toEqual({ n: 60 })
    expect(await world.database.one("select sum(accepted) as n from marketing_import")).toEqual({ n: 240 })
  })

  it("finds those whom a worker had made in the core before it died", async () => {
    const { createCustomers } = world.marketing.ports
    const dying = await createWorldOn(world, () => undefined, {
      createCustomers: async (people) => {
        await createCustomers(people)
        throw Object.assign(new Error("killed"), { code: "57P01" })
      },
    })
    await upload("customer_id\n1\n2\n")
    await expect(dying.runImports()).rejects.toThrow("killed")
    await upload("customer_id\n2\n3\n", { source: "another" })
    while (await world.marketing.runImports());
    world.clock.pass({ minutes: 5 })
    while (await world.marketing.runImports());
    expect((await profiles()).map((p) => p.external_id)).toEqual(["1", "2", "3"])
    expect(await world.database.one("select count(*) as n from customer")).toEqual({ n: 3 })
  })

  it("fills what the store's record lacks, keeps what it has, and loses nothing at the next sync", async () => {
    await run("customer_id,first_name,company\n1,Ann,ACME\n2,,\n")
    await run(
      "customer_id,first_name,last_name,phone,company,email\n1,Bea,Ode,+49 1,Other,a@x.example\n2,Cy,,,Two Ltd,\n",
    )
    const customers = await world.database.rows<{ id: string }>(
      "select id, first_name, last_name, phone, company_name, email from customer order by metadata ->> 'external_id'",
    )
    expect(customers).toMatchObject([
      { first_name: "Ann", last_name: "Ode", phone: "+49 1", company_name: "ACME", email: "a@x.example" },
      { first_name: "Cy", last_name: null, company_name: "Two Ltd" },
    ])
    await world.marketing.syncCustomers(customers.map((customer) => customer.id))
    expect(await profiles()).toMatchObject([
      { first_name: "Ann", last_name: "Ode", company: "ACME", email: "a@x.example" },
      { first_name: "Cy", company: "Two Ltd" },
    ])
  })

  it("refuses to take a file for the store's own data, which a rebuild would take away", async () => {
    for (const source of ["store", " Store "])
      expect(await refusal(upload(PEOPLE, { source }))).toEqual(["import/source"])
  })

  it("knows dates among the attributes, and loses no column", async () => {
    await run("customer_id,年龄,收入,since,mixed\n1,40,9,2020-02-29,2020-01-01\n2,41,8,2021-01-01,soon\n")
    expect((await profiles())[0]!.attributes).toEqual({
      年龄: 40,
      收入: 9,
      since: "2020-02-29",
      mixed: "2020-01-01",
    })
    expect(
      await world.database.rows(
        "select key, type from marketing_attribute where key ~ '^[a-z]' order by key",
      ),
    ).toEqual([
      { key: "mixed", type: "text" },
      { key: "since", type: "date" },
    ])
    const rule = { fact: "profile.attributes.since", op: "before", value: "2021-01-01" }
    expect(await world.marketing.previewRule({ rule })).toMatchObject({ count: 1 })
  })

  it("turns absurd numbers and dates into rejected lines, never into a failed file", async () => {
    const head = "order_id,customer_id,placed_at,product,quantity,amount,currency"
    const absurd = await run(
      [
        head,
        "o1,1,2026-01-01,Soap,1000001,1,eur",
        "o2,1,2026-01-01,Soap,1,90000000000000,eur",
        "o3,1,9999-12-31 23:59:59-12:00,Soap,1,1,eur",
        `o4,1,2026-01-01,${"x".repeat(5000)},1,1,eur`,
        ...Array.from({ length: 2100 }, (_, i) => `o5,1,2026-01-01,p${i},1000000,1,eur`),
      ].join("\n"),
      { kind: "purchases" },
    )
    expect(absurd).toMatchObject({ state: "done", accepted: 2000, rejected: 104 })
    expect(absurd.rejections.slice(0, 5).map((r) => [r.line, r.code])).toEqual([
      [2, "import/number"],
      [3, "import/most-money"],
      [4, "import/not-yet"],
      [5, "import/long-value"],
      [2006, "import/most-pieces"],
    ])
    const events = Array.from({ length: 600 }, (_, i) => {
      const at = new Date(Date.UTC(1970, i, 2)).toISOString()
      return `1,searched,${at}`
    })
    expect(
      await run(["customer_id,event,at", ...events, "1,searched,9999-12-31"].join("\n"), { kind: "events" }),
    ).toMatchObject({
      state: "done",
      accepted: 600,
      rejected: 1,
    })
    expect(
      await world.database.one(
        "select count(*) < 150 as few from pg_inherits where inhparent = 'marketing_event'::regclass",
      ),
    ).toEqual({ few: true })
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
async function createWorldOn(world: World, failPoint: (name: string) => void, own: Partial<Ports> = {}) {
  const { createMarketing } = await import("../../src/modules/marketing/create-marketing")
  const { database, clock, options, ports } = world.marketing
  return createMarketing({ database, clock, options, ports: { ...ports, ...own }, failPoint })
}
