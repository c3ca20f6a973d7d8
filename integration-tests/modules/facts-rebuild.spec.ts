import type { ExecArgs } from "@medusajs/framework/types"
import rebuild from "../../src/scripts/rebuild-read-model"
import { coreShop } from "../support/core-rows"
import { createWorld, type World } from "../support/world"

describe("rebuilding the read model", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  beforeEach(async () => {
    world = await createWorld()
    shop = coreShop(world.database)
  })
  afterEach(() => world.end())

  const content = async () => {
    const tables = [
      "profile",
      "product",
      "order",
      "order_line",
      "refund",
      "cart",
      "cart_line",
      "customer_day",
    ]
    const rows: Record<string, unknown[]> = {}
    for (const table of [...tables, "customer_product", "customer_total", "event"])
      rows[table] = await world.database.rows(
        `select to_jsonb(t) - '{updated_at,synced_at,received_at}'::text[] as row from marketing_${table} t order by 1`,
      )
    return rows
  }

  async function history() {
    const lamp = await shop.product("Lamp")
    for (let n = 0; n < 7; n++) {
      const customer_id = await shop.customer()
      const order = await shop.order({
        customer_id,
        at: `2026-01-0${n + 1}T10:00:00Z`,
        shipping: "5",
        lines: [{ product_id: lamp, price: "10", quantity: n + 1 }],
      })
      await shop.capture(order, `${(n + 1) * 10 + 5}`, `2026-01-0${n + 1}T10:00:05Z`)
      if (n % 3 === 0) await shop.refund(order, "5", "2026-02-01T00:00:00Z")
      const at = `2026-02-0${n + 1}T10:00:00Z`
      const cart_id = shop.next("cart")
      await shop.add("cart", [
        { id: cart_id, customer_id, currency_code: "eur", created_at: at, updated_at: at },
      ])
      await shop.add("cart_line_item", [
        {
          id: shop.next("cali"),
          cart_id,
          title: "Lamp",
          product_id: lamp,
          quantity: 1,
          unit_price: "10",
          created_at: at,
          updated_at: at,
        },
      ])
    }
  }

  it("reads a store that was there before the plugin, says how far it is, and repeats itself exactly", async () => {
    await history()
    const said: string[] = []
    const counted = await world.marketing.rebuildReadModel({
      onProgress: ({ subject, done, total }) => void said.push(`${subject} ${done}/${total}`),
    })
    expect(counted).toEqual({ customer: 7, product: 1, order: 7, cart: 7 })
    expect(said).toEqual(["customer 7/7", "product 1/1", "order 7/7", "cart 7/7"])
    const first = await content()
    expect(first.order).toHaveLength(7)
    expect(first.cart).toHaveLength(7)
    await world.marketing.rebuildReadModel()
    expect(await content()).toEqual(first)
  })

  it("mends what was damaged, lets go of what the store no longer has, and keeps what was imported", async () => {
    await history()
    await world.marketing.rebuildReadModel()
    const whole = await content()
    await world.database.run("delete from marketing_order_line")
    await world.database.run("update marketing_order set captured = 1")
    await world.database.run("update marketing_customer_day set net = 7")
    await world.database.run("delete from marketing_customer_product")
    await world.database.run("update marketing_customer_total set purchases = 7, discount = 7")
    await world.database.run(
      "update marketing_profile set first_name = 'Nobody', purchases = 99, refunded_purchases = 9",
    )
    await world.marketing.rebuildReadModel()
    expect(await content()).toEqual(whole)

    await world.database.run("update cart set completed_at = now()")
    await world.database.run(`delete from "order" where id in (select id from "order" order by id limit 1)`)
    // What staff write into the profile as where the customer came from says nothing about the store's having them.
    const left = await world.database.rows<{ customer_id: string }>(
      `update marketing_profile set source = (array[null, 'tiktok'])[1 + pid % 2]
        where pid in (select pid from marketing_profile order by pid desc limit 2) returning customer_id`,
    )
    await world.database.run("delete from customer where id = any($1)", [left.map((row) => row.customer_id)])
    const [{ pid }] = (await world.database.rows<{ pid: number }>(
      "select pid from marketing_profile order by pid limit 1",
    )) as [{ pid: number }]
    await world.database.run(
      `insert into marketing_order (order_id, source, pid, currency, placed_at, paid_at, total, captured)
       values ('till:1', 'till', $1, 'eur', '2017-05-05', '2017-05-05', 700, 700)`,
      [pid],
    )
    await world.marketing.rebuildReadModel()
    expect(await world.database.rows("select 1 from marketing_cart")).toEqual([])
    expect(
      (
        await world.database.rows<{ customer_id: string }>(
          "select customer_id from marketing_profile where deleted_at is not null order by pid",
        )
      ).map((row) => row.customer_id),
    ).toEqual(left.map((row) => row.customer_id).sort())
    expect(
      await world.database.one(
        "select count(*) filter (where purchase)::int as n from marketing_order where source = 'store'",
      ),
    ).toEqual({ n: 6 })
    expect(await world.database.one("select net from marketing_order where order_id = 'till:1'")).toEqual({
      net: 700,
    })
    expect(await world.database.one("select purchases from marketing_profile where pid = $1", [pid])).toEqual(
      {
        purchases: 1,
      },
    )
  })

  it("by the command counts every order anew for the plans that reached its customer, imported ones too", async () => {
    await history()
    await world.marketing.rebuildReadModel()
    await world.database.run(
      `insert into marketing_plan_version (plan_no, version, settings, canvas, published_at) values (1, 1, '{}', '{}', now());
       insert into marketing_run (id, plan_no, version, slot, state, due_at) values ('mkrun_1', 1, 1, 'once', 'running', now());
       insert into marketing_order (order_id, source, pid, currency, placed_at, paid_at, total, captured)
       select 'till:1', 'till', min(pid), 'eur', '2017-05-05', '2017-05-05', 700, 700 from marketing_profile;
       insert into marketing_touch (key, pid, plan_no, run_no, node, kind, at)
       select 't', min(pid), 1, 1, 'n', 'delivered', '2017-05-04' from marketing_profile`,
    )
    const told: string[] = []
    const parts: Record<string, unknown> = {
      marketing: { verbs: world.marketing },
      logger: { info: (line: string) => told.push(line) },
    }
    await rebuild({ container: { resolve: (name: string) => parts[name] } } as unknown as ExecArgs)
    expect(await world.database.rows("select net from marketing_conversion")).toEqual([{ net: 700 }])
    expect(told.at(-1)).toContain("8 orders attributed again")
  })

  it("stopped half-way, goes on where it was", async () => {
    await history()
    await world.database.run(
      'update order_item set unit_price = 99999999999999999 where order_id = (select max(id) from "order")',
    )
    await expect(world.marketing.rebuildReadModel()).rejects.toThrow("too large")
    expect(
      await world.database.rows("select name, ref, detail from marketing_cursor order by name"),
    ).toMatchObject([
      { name: "rebuild:customer", detail: { done: 7 } },
      { name: "rebuild:product", detail: { done: 1 } },
    ])
    await world.database.run("update order_item set unit_price = 10")
    const said: string[] = []
    const counted = await world.marketing.rebuildReadModel({
      onProgress: ({ subject, done }) => void said.push(`${subject} ${done}`),
    })
    expect(said).toEqual(["order 7", "cart 7"])
    expect(counted).toEqual({ customer: 7, product: 1, order: 7, cart: 7 })
  })

  it("happens by itself once, when the plugin comes to a store that has a history", async () => {
    await history()
    await Promise.all([world.marketing.backfill(), world.marketing.backfill()])
    expect(await world.database.one("select count(*)::int as n from marketing_order")).toEqual({ n: 7 })
    await world.database.run("update marketing_order set captured = 1")
    await world.marketing.backfill()
    expect(await world.database.one("select max(captured) as most from marketing_order")).toEqual({ most: 1 })
  })
})
