import { Client } from "pg"
import { coreShop } from "../support/core-rows"
import { createWorld, type World } from "../support/world"

type Row = {
  source_id: string
  hits: number
  attempts: number
  error: string | null
  done_at: Date | null
  run_at: Date | number
}

describe("the inbox", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  let failing = false
  beforeEach(async () => {
    failing = false
    world = await createWorld({
      failPoint: (name) => {
        if (failing && name === "facts.beforeDone") throw new Error("killed")
      },
    })
    shop = coreShop(world.database)
  })
  afterEach(() => world.end())

  const hint = (source: string, ...ids: string[]) =>
    world.marketing.appendToInbox(ids.map((source_id) => ({ kind: "sync", source, source_id })))
  const drain = async () => {
    while (await world.marketing.drainInbox());
  }
  const rows = (source: string) =>
    world.database.rows<Row>("select * from marketing_inbox where source = $1 order by id", [source])
  const people = async () =>
    (
      await world.database.rows<{ customer_id: string }>(
        "select customer_id from marketing_profile order by 1",
      )
    ).map((row) => row.customer_id)

  it("F31: news told a hundred times at once is one row, and one look", async () => {
    const ada = await shop.customer()
    await Promise.all(Array.from({ length: 100 }, () => hint("customer", ada)))
    expect(await rows("customer")).toMatchObject([{ source_id: ada, hits: 100, done_at: null }])
    await drain()
    expect(await people()).toEqual([ada])
    await hint("customer", ada)
    expect((await rows("customer")).map((row) => row.done_at !== null)).toEqual([true, false])
  })

  it("never swallows news that comes while a worker is looking", async () => {
    const ada = await shop.customer({ first_name: "Ada" })
    await hint("customer", ada)
    const { name } = (await world.database.one<{ name: string }>("select current_database() as name"))!
    const worker = new Client({
      connectionString: Object.assign(new URL(process.env.TEST_DATABASE_URL!), {
        pathname: `/${name}`,
      }).toString(),
    })
    await worker.connect()
    // The worker has the row in hand and has looked already; now the name changes and is told.
    await worker.query("begin")
    await worker.query("select 1 from marketing_inbox where source_id = $1 for update", [ada])
    await world.database.run("update customer set first_name = 'Augusta' where id = $1", [ada])
    const told = hint("customer", ada)
    await worker.query("update marketing_inbox set done_at = now() where source_id = $1", [ada])
    await worker.query("commit")
    await worker.end()
    await told
    await drain()
    expect(
      await world.database.one("select first_name from marketing_profile where customer_id = $1", [ada]),
    ).toEqual({ first_name: "Augusta" })
  })

  it("leaves alone what somebody edited here, also when the customer row says something else or they forgot it", async () => {
    const ada = await shop.customer({ metadata: { gender: "female", language: "de" } })
    await hint("customer", ada)
    await drain()
    await world.marketing.changeProfile({
      customer_id: ada,
      actor: "user",
      change: { gender: null, tier: "gold" },
    })
    await world.database.run(
      `update customer set metadata = '{"gender": "male", "language": "fr"}' where id = $1`,
      [ada],
    )
    await hint("customer", ada)
    await drain()
    expect(
      await world.database.one(
        "select gender, language, tier from marketing_profile where customer_id = $1",
        [ada],
      ),
    ).toEqual({ gender: null, language: "fr", tier: "gold" })
  })

  it("G3: a worker killed before its commit leaves nothing half-done, and the next one does it", async () => {
    const ada = await shop.customer()
    const lamp = await shop.product("Lamp")
    const order = await shop.order({
      customer_id: ada,
      at: "2026-02-01T10:00:00Z",
      lines: [{ product_id: lamp, price: "10", quantity: 1 }],
    })
    await hint("order", order.order_id)
    failing = true
    await drain()
    expect(await people()).toEqual([])
    expect(await rows("order")).toMatchObject([{ attempts: 1, error: "killed", done_at: null }])
    failing = false
    await drain()
    expect(await people()).toEqual([])
    world.clock.pass({ seconds: 5 })
    await drain()
    expect(await people()).toEqual([ada])
    expect(await rows("order")).toMatchObject([{ done_at: await world.clock.now(), error: null }])
  })

  it("G10: one bad row is tried again, then parked with its error, while the rest flows; new news frees it", async () => {
    const customer_id = await shop.customer()
    const lamp = await shop.product("Lamp")
    const lines = (price: string) => [{ product_id: lamp, price, quantity: 1 }]
    const good = []
    for (let n = 0; n < 5; n++)
      good.push((await shop.order({ customer_id, at: "2026-02-01T10:00:00Z", lines: lines("10") })).order_id)
    const bad = await shop.order({
      customer_id,
      at: "2026-02-01T10:00:00Z",
      lines: lines("99999999999999999"),
    })
    await hint("order", ...good, bad.order_id)
    await drain()
    const orders = async () =>
      (
        await world.database.rows<{ order_id: string }>("select order_id from marketing_order order by 1")
      ).map((row) => row.order_id)
    expect(await orders()).toEqual(good.sort())

    for (let n = 0; n < 10; n++) {
      world.clock.pass({ hours: 1 })
      await drain()
    }
    const parked = (await rows("order")).find((row) => row.source_id === bad.order_id)!
    expect(parked).toMatchObject({ attempts: 8, run_at: Number.POSITIVE_INFINITY, done_at: null })
    expect(parked.error).toContain("too large to count exactly")

    await world.database.run("update order_item set unit_price = 10 where order_id = $1", [bad.order_id])
    await hint("order", bad.order_id)
    await drain()
    expect(await orders()).toEqual([...good, bad.order_id].sort())
  })

  it("follows a payment to its order, a category to its products, a group to its customers", async () => {
    const ada = await shop.customer()
    const light = await shop.category("Light")
    const indoor = await shop.category("Indoor", light)
    const lamp = await shop.product("Lamp", [indoor.id])
    const order = await shop.order({
      customer_id: ada,
      at: "2026-02-01T10:00:00Z",
      lines: [{ product_id: lamp, price: "10", quantity: 1 }],
    })
    await shop.capture(order, "10", "2026-02-01T10:00:05Z")
    await hint("payment", order.payment_id)
    await drain()
    expect(
      await world.database.one("select captured from marketing_order where order_id = $1", [order.order_id]),
    ).toEqual({ captured: 1000 })
    expect(
      await world.database.one("select category_ids from marketing_product where product_id = $1", [lamp]),
    ).toEqual({ category_ids: [light.id, indoor.id].sort() })

    const home = await shop.category("Home")
    await world.database.run(
      "update product_category set mpath = $2, parent_category_id = $3 where id = $1",
      [indoor.id, `${home.id}.${indoor.id}`, home.id],
    )
    await hint("product_category", indoor.id)
    await shop.add("customer_group", [{ id: "cusgroup_vip", name: "VIP" }])
    await shop.add("customer_group_customer", [
      { id: "cusgc_1", customer_id: ada, customer_group_id: "cusgroup_vip" },
    ])
    await hint("customer_group_customer", "cusgc_1")
    await drain()
    expect(
      await world.database.one("select category_ids from marketing_product where product_id = $1", [lamp]),
    ).toEqual({ category_ids: [home.id, indoor.id].sort() })
    expect(
      await world.database.one("select groups from marketing_profile where customer_id = $1", [ada]),
    ).toEqual({
      groups: ["cusgroup_vip"],
    })
    // The core deletes the row that the event names.
    await world.database.run("delete from customer_group_customer where id = 'cusgc_1'")
    await hint("customer_group_customer", "cusgc_1")
    await drain()
    expect(
      await world.database.one("select groups from marketing_profile where customer_id = $1", [ada]),
    ).toEqual({ groups: [] })
  })

  it("S5: an event from outside counts once, whatever its month, and knows its person and product", async () => {
    const ada = await shop.customer()
    const lamp = await shop.product("Lamp")
    await world.marketing.syncCustomers([ada])
    await world.marketing.syncProducts([lamp])
    const seen = {
      kind: "event" as const,
      source: "storefront",
      source_id: "v1:1",
      payload: {
        name: "product_viewed",
        at: "2017-06-01T08:00:00Z",
        customer_id: ada,
        product_id: lamp,
        props: { page: "/lamp" },
      },
    }
    await world.marketing.appendToInbox([seen])
    await drain()
    await world.marketing.appendToInbox([
      seen,
      { ...seen, payload: { ...seen.payload, at: "2018-01-01T00:00:00Z" } },
    ])
    await drain()
    const events = await world.database.rows(
      `select e.name, e.trusted, e.props, p.customer_id, g.product_id
         from marketing_event e join marketing_profile p using (pid) join marketing_product g using (product)
        where e.name = 'product_viewed'`,
    )
    expect(events).toEqual([
      {
        name: "product_viewed",
        trusted: false,
        props: { page: "/lamp", product_id: lamp },
        customer_id: ada,
        product_id: lamp,
      },
    ])
  })

  it("forgets dealt-with hints after a week, but never an event's id", async () => {
    const ada = await shop.customer()
    await hint("customer", ada)
    await world.marketing.appendToInbox([
      {
        kind: "event",
        source: "storefront",
        source_id: "v1:1",
        payload: { name: "x", at: "2026-03-01T00:00:00Z", visitor: "v1" },
      },
    ])
    await drain()
    world.clock.pass({ days: 8 })
    await world.marketing.keepHouse()
    expect(await world.database.rows("select kind from marketing_inbox")).toEqual([{ kind: "event" }])
  })
})
