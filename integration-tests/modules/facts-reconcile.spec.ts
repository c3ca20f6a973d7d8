import { readdirSync } from "node:fs"
import path from "node:path"
import type { Migration } from "@medusajs/framework/mikro-orm/migrations"
import type { Database } from "../../src/modules/marketing/database"
import { coreShop } from "../support/core-rows"
import { createWorld, type World } from "../support/world"

/** The tables of @medusajs/loyalty-plugin, made as its own migrations make them. */
async function loyaltyTables(database: Database): Promise<void> {
  const folder = path.resolve(
    __dirname,
    "../../node_modules/@medusajs/loyalty-plugin/.medusa/server/src/modules/store-credit/migrations",
  )
  for (const file of readdirSync(folder).sort()) {
    if (!/^Migration\d+\.js$/.test(file)) continue
    const [Made] = Object.values(require(path.join(folder, file))) as [new (...given: unknown[]) => Migration]
    const migration = new Made(undefined, { get: () => undefined })
    await migration.up()
    for (const query of migration.getQueries()) await database.run(String(query))
  }
}

describe("the reconciler", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    shop = coreShop(world.database)
    await world.marketing.reconcile()
  })
  afterEach(() => world.end())

  const later = async (minutes: number) => {
    world.clock.pass({ minutes })
    return (await world.clock.now()).toISOString()
  }
  const drain = async () => {
    while (await world.marketing.drainInbox());
  }
  const settle = async () => {
    await world.marketing.reconcile()
    await drain()
  }
  const orderOf = (id: string) =>
    world.database.one(
      "select captured, refunded, cancelled_at, purchase from marketing_order where order_id = $1",
      [id],
    )

  it("G2, F30: finds everything of an order that the bus lost, each within one look", async () => {
    let at = await later(1)
    const customer_id = await shop.customer({ created_at: at })
    const lamp = await shop.product("Lamp")
    const order = await shop.order({
      customer_id,
      at,
      lines: [{ product_id: lamp, price: "10", quantity: 1 }],
    })
    await settle()
    expect(await orderOf(order.order_id)).toMatchObject({ captured: 0, purchase: false })
    at = await later(1)
    await shop.capture(order, "10", at)
    await settle()
    expect(await orderOf(order.order_id)).toMatchObject({ captured: 1000, purchase: true })
    at = await later(10)
    // Only in the payment tables: not even the core's own ledger knows.
    await shop.add("refund", [
      { id: shop.next("ref"), amount: "3", payment_id: order.payment_id, created_at: at, updated_at: at },
    ])
    await settle()
    expect(await orderOf(order.order_id)).toMatchObject({ refunded: 300 })
    at = await later(1)
    await shop.cancel(order, at)
    await settle()
    expect(await orderOf(order.order_id)).toMatchObject({ purchase: false, cancelled_at: new Date(at) })
  })

  it("finds a customer's new name, address and group, and that she is gone", async () => {
    const customer_id = await shop.customer({ created_at: await later(1) })
    await settle()
    const person = () =>
      world.database.one(
        "select first_name, city, groups, deleted_at from marketing_profile where customer_id = $1",
        [customer_id],
      )
    let at = await later(1)
    await world.database.run("update customer set first_name = 'Ada', updated_at = $2 where id = $1", [
      customer_id,
      at,
    ])
    await settle()
    expect(await person()).toMatchObject({ first_name: "Ada" })
    at = await later(5)
    await shop.add("customer_address", [
      { id: "cuaddr_1", customer_id, city: "Berlin", country_code: "de", created_at: at, updated_at: at },
    ])
    await shop.add("customer_group", [{ id: "cusgroup_1", name: "VIP", created_at: at, updated_at: at }])
    await settle()
    at = await later(5)
    await shop.add("customer_group_customer", [
      { id: "cgc_1", customer_id, customer_group_id: "cusgroup_1", created_at: at, updated_at: at },
    ])
    await settle()
    expect(await person()).toMatchObject({ city: "Berlin", groups: ["cusgroup_1"] })
    at = await later(5)
    await world.database.run("update customer_group set deleted_at = $1", [at])
    await world.database.run("update customer set deleted_at = $2 where id = $1", [customer_id, at])
    await settle()
    expect(await person()).toMatchObject({ groups: [], deleted_at: new Date(at) })
  })

  it("finds that staff took a customer out of a group, of which the core keeps no row (A1)", async () => {
    const at = await later(1)
    const customer_id = await shop.customer({ created_at: at })
    await shop.add("customer_group", [{ id: "cusgroup_1", name: "VIP", created_at: at, updated_at: at }])
    await shop.add("customer_group_customer", [
      { id: "cgc_1", customer_id, customer_group_id: "cusgroup_1", created_at: at, updated_at: at },
    ])
    await settle()
    // Long enough ago that no look goes back to it.
    await later(10)
    await settle()
    await world.database.run("delete from customer_group_customer")
    await later(5)
    await settle()
    expect(
      await world.database.one("select groups from marketing_profile where customer_id = $1", [customer_id]),
    ).toEqual({ groups: [] })
    await later(5)
    await world.marketing.reconcile()
    expect(
      await world.database.rows(
        "select source from marketing_inbox where done_at is null and source = 'customer'",
      ),
    ).toEqual([])
  })

  it("finds a cart's lines, and that the cart is gone", async () => {
    const customer_id = await shop.customer({ created_at: await later(1) })
    const lamp = await shop.product("Lamp")
    let at = await later(1)
    const stamp = { created_at: at, updated_at: at }
    await shop.add("cart", [{ id: "cart_1", customer_id, currency_code: "eur", ...stamp }])
    await settle()
    at = await later(5)
    await shop.add("cart_line_item", [
      {
        id: "cali_1",
        cart_id: "cart_1",
        title: "Lamp",
        product_id: lamp,
        quantity: 2,
        unit_price: "9.99",
        created_at: at,
        updated_at: at,
      },
    ])
    await settle()
    const cart = () =>
      world.database.one(
        "select c.total, l.quantity, l.amount, c.updated_at from marketing_cart c left join marketing_cart_line l using (cart_id)",
      )
    expect(await cart()).toEqual({ total: 1998, quantity: 2, amount: 1998, updated_at: new Date(at) })
    at = await later(5)
    await world.database.run("update cart_line_item set deleted_at = $1", [at])
    await settle()
    expect(await cart()).toMatchObject({ total: 0, quantity: null })
    at = await later(5)
    await world.database.run("update cart set completed_at = $1, updated_at = $1", [at])
    await settle()
    expect(await cart()).toBeUndefined()
  })

  it("finds a product that moved to another category", async () => {
    const at = await later(1)
    const light = await shop.category("Light")
    const lamp = await shop.product("Lamp", [light.id])
    await world.database.run("update product set created_at = $1, updated_at = $1", [at])
    await settle()
    const product = () =>
      world.database.one("select title, category_ids from marketing_product where product_id = $1", [lamp])
    expect(await product()).toEqual({ title: "Lamp", category_ids: [light.id] })
    const moved = await later(5)
    await world.database.run("update product_category set mpath = 'pcat_home.' || id, updated_at = $1", [
      moved,
    ])
    await settle()
    expect(await product()).toEqual({ title: "Lamp", category_ids: ["pcat_home", light.id].sort() })
  })

  it("finds products that were put into a category, or taken out, on its page: nothing else tells (G2)", async () => {
    const home = await shop.category("Home")
    const light = await shop.category("Light", home)
    const garden = await shop.category("Garden")
    const lamp = await shop.product("Lamp", [light.id])
    const at = await later(1)
    for (const table of ["product", "product_category"])
      await world.database.run(`update ${table} set created_at = $1, updated_at = $1`, [at])
    await settle()
    const categories = async () =>
      (await world.database.one<{ ids: string[] }>(
        "select category_ids as ids from marketing_product where product_id = $1",
        [lamp],
      ))!.ids
    expect(await categories()).toEqual([home.id, light.id].sort())
    await later(30)
    await shop.add("product_category_product", [{ product_id: lamp, product_category_id: garden.id }])
    await settle()
    expect(await categories()).toEqual([home.id, light.id, garden.id].sort())
    await later(30)
    await world.database.run("delete from product_category_product where product_category_id = $1", [
      light.id,
    ])
    await settle()
    expect(await categories()).toEqual([garden.id])
    await later(30)
    await world.marketing.reconcile()
    expect(
      await world.database.rows("select 1 from marketing_inbox where source = 'product' and done_at is null"),
    ).toEqual([])
  })

  it("takes a place as a whole: of a new address nothing of the one before stays", async () => {
    let at = await later(1)
    const customer_id = await shop.customer({ created_at: at })
    const address = (id: string, where: object) =>
      shop.add("customer_address", [
        { id, customer_id, created_at: at, updated_at: at, is_default_shipping: true, ...where },
      ])
    await address("cuaddr_ulm", { country_code: "de", province: "Bayern", city: "Ulm" })
    await settle()
    at = await later(5)
    await world.database.run("update customer_address set is_default_shipping = false")
    await address("cuaddr_tokyo", { country_code: "jp", city: "Tokyo" })
    await settle()
    expect(
      await world.database.one(
        "select country, province, city from marketing_profile where customer_id = $1",
        [customer_id],
      ),
    ).toEqual({ country: "jp", province: null, city: "Tokyo" })
  })

  it("reads store credit of the official loyalty plugin, and that it was spent or closed (A5)", async () => {
    const { database, marketing } = world
    const unavailable = async () => {
      world.clock.pass({ minutes: 1 })
      const fields = await (await marketing.readCatalogue()).list()
      return [...(await marketing.readMissingSources(fields)).keys()].filter((id) => id.startsWith("credit."))
    }
    expect(await unavailable()).toContain("credit.balance.eur")
    await loyaltyTables(database)
    const customer_id = await shop.customer({ created_at: await later(1) })
    const stamp = async () => {
      const at = await later(5)
      return { created_at: at, updated_at: at }
    }
    const account = { id: "sc_1", customer_id, currency_code: "EUR" }
    await shop.add("store_credit_account", [
      { ...account, ...(await stamp()) },
      { id: "sc_2", customer_id: null, currency_code: "eur", ...(await stamp()) },
    ])
    const move = async (type: string, amount: string, reference: string) =>
      shop.add("store_credit_account_transaction", [
        {
          id: shop.next("sctx"),
          type,
          amount,
          reference,
          reference_id: "x",
          account_id: "sc_1",
          ...(await stamp()),
        },
      ])
    const credit = async () => {
      await settle()
      return database.rows("select currency, balance, topped_up, top_ups from marketing_store_credit")
    }
    expect(await credit()).toEqual([{ currency: "eur", balance: 0, topped_up: 0, top_ups: 0 }])
    await move("credit", "50.5", "gift_card")
    await move("credit", "20", "user")
    await move("debit", "30", "cart")
    // Given back by an order: no top-up.
    await move("credit", "10", "order")
    expect(await credit()).toEqual([{ currency: "eur", balance: 5050, topped_up: 7050, top_ups: 2 }])
    expect(await unavailable()).toEqual([])
    const rule = {
      all: [
        { fact: "credit.balance.eur", op: "gte", value: 5000 },
        { fact: "credit.top_ups", op: "eq", value: 2 },
        { fact: "credit.topped_up.usd", op: "eq", value: 0 },
      ],
    }
    expect((await marketing.explainRule({ rule, customer_id })).matches).toBe(true)
    expect(await marketing.previewRule({ rule })).toMatchObject({ count: 1 })
    await database.run("update store_credit_account set deleted_at = $1", [await later(5)])
    expect(await credit()).toEqual([])
  })

  it("what was deleted is bought by nobody any more, and a plan's check names it (issue 3)", async () => {
    const { marketing, database } = world
    const at = await later(1)
    const stamp = { created_at: at, updated_at: at }
    const customer_id = await shop.customer({ created_at: at })
    const light = await shop.category("Light")
    await shop.add("product_collection", [{ id: "pcol_1", title: "Spring", handle: "spring", ...stamp }])
    await shop.add("product_type", [{ id: "ptyp_1", value: "Lamps", ...stamp }])
    await shop.add("product_tag", [{ id: "ptag_1", value: "organic", ...stamp }])
    const lamp = await shop.product("Lamp", [light.id])
    await database.run("update product set collection_id = 'pcol_1', type_id = 'ptyp_1', updated_at = $1", [
      at,
    ])
    await shop.add("product_tags", [{ product_id: lamp, product_tag_id: "ptag_1" }])
    await shop.capture(
      await shop.order({ customer_id, at, lines: [{ product_id: lamp, price: "10", quantity: 1 }] }),
      "10",
      at,
    )
    await settle()

    const named = { product_id: lamp, category_id: light.id, collection_id: "pcol_1" }
    const segments = await Promise.all(
      Object.entries({ ...named, type_id: "ptyp_1", tag_id: "ptag_1" }).map(([key, id]) =>
        marketing.saveSegment({ name: key, rule: { did: "purchase", where: { [key]: id } } }),
      ),
    )
    const counts = async () => {
      while (await marketing.spreadChanges());
      while (await marketing.followNextSegment());
      while (await marketing.refreshNextSegment());
      return Object.fromEntries(
        (
          await database.rows<{ name: string; n: number }>(
            "select name, member_count as n from marketing_segment",
          )
        ).map(({ name, n }) => [name, n]),
      )
    }
    const all = { product_id: 1, category_id: 1, collection_id: 1, type_id: 1, tag_id: 1 }
    expect(await counts()).toEqual(all)
    const gone = async (table: string) => {
      // The core moves deleted_at alone, and leaves the product's links.
      await database.run(`update ${table} set deleted_at = $1`, [await later(5)])
      await settle()
      return counts()
    }
    expect(await gone("product_tag")).toEqual({ ...all, tag_id: 0 })
    expect(await gone("product_type")).toMatchObject({ type_id: 0, collection_id: 1 })
    expect(await gone("product_collection")).toMatchObject({ collection_id: 0, category_id: 1 })
    // Of a category that is there its deleted product was bought all the same.
    expect(await gone("product")).toMatchObject({ product_id: 0, category_id: 1 })
    expect(await marketing.explainRule({ rule: { did: "purchase" }, customer_id })).toMatchObject({
      matches: true,
    })
    const plan = await marketing.savePlan({
      plan: { name: "Lamps", wizard: { segment_id: segments[0]!.id, add_tags: ["lamp"] } },
      actor: "user_ada",
    })
    const { problems } = await marketing.checkPlan({ plan_id: plan.id })
    expect(problems.map(({ code, values }) => ({ code, values }))).toContainEqual({
      code: "plan/segment-misses",
      values: { segment: "product_id", name: "Lamp" },
    })
    expect(await gone("product_category")).toMatchObject({ category_id: 0 })
    for (const { rule } of segments)
      expect((await marketing.checkRule({ rule })).problems).toMatchObject([{ code: "rule/missing" }])

    await database.run("update product set deleted_at = null, updated_at = $1", [await later(5)])
    await settle()
    expect(await counts()).toMatchObject({ product_id: 1, category_id: 0 })
    await database.run("delete from product_tags")
    await database.run("delete from product_category_product")
    await database.run("delete from product")
    await marketing.rebuildReadModel()
    expect(await counts()).toMatchObject({ product_id: 0 })
  })

  it("sees a change that was stamped before its last look and committed after it", async () => {
    const customer_id = await shop.customer({ created_at: await later(1) })
    await settle()
    const stamp = await later(5)
    // The slow writer: stamped now, committed half a minute later, after a look in between.
    world.clock.pass({ seconds: 20 })
    await settle()
    await world.database.run("update customer set first_name = 'Ada', updated_at = $2 where id = $1", [
      customer_id,
      stamp,
    ])
    world.clock.pass({ seconds: 60 })
    await settle()
    expect(
      await world.database.one("select first_name from marketing_profile where customer_id = $1", [
        customer_id,
      ]),
    ).toEqual({ first_name: "Ada" })
  })

  it("is quiet when nothing happened, and two at once do the work of one", async () => {
    await shop.customer({ created_at: await later(1) })
    await Promise.all([world.marketing.reconcile(), world.marketing.reconcile()])
    expect(await world.database.rows("select 1 from marketing_inbox")).toHaveLength(1)
    await drain()
    await later(10)
    await settle()
    await later(10)
    await world.marketing.reconcile()
    expect(await world.database.rows("select 1 from marketing_inbox where done_at is null")).toEqual([])
  })
})
