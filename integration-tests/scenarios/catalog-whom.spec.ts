import { coreCatalog } from "../support/catalog"
import { catalogNews, type Sold } from "../support/catalog-news"
import { draw, settle } from "../support/plans"
import { createWorld, type World } from "../support/world"

describe("whom news of the catalogue concern (P6)", () => {
  let world: World
  let shop: ReturnType<typeof coreCatalog>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z", options: { timezone: "Europe/Berlin" } })
    shop = coreCatalog(world.database)
  })
  afterEach(() => world.end())

  const { publish, look, sells, person, viewed, bought, told } = catalogNews(() => ({ world, shop }))

  it("a region with prices of its own hears of these only, and everybody else of theirs: Ada buys in Austria, Ben in Germany, Cleo nowhere yet, Dora pays as a VIP in Austria", async () => {
    const boots = await sells("Boots", { eur: "100" })
    const at = await world.clock.now()
    const buysIn = (region_id: string, customer_id: string) =>
      shop.add("cart", [
        {
          id: shop.next("cart"),
          customer_id,
          region_id,
          currency_code: "eur",
          created_at: at,
          updated_at: at,
        },
      ])
    const vips = ["cusgroup_vip"]
    for (const [name, region, groups] of [
      ["Ada", "reg_at", []],
      ["Ben", "reg_de", []],
      ["Cleo", null, []],
      ["Dora", "reg_at", vips],
    ] as const) {
      const customer_id = `cus_${name}`
      await viewed(await person(name, { customer_id, groups }), boots)
      if (region) await buysIn(region, customer_id)
    }
    const austria = await shop.costsIn("reg_at", { ...boots, currency: "eur", amount: "120" })
    await look()
    await publish(
      "price-drop",
      { percent: 10, within_days: 365, cool_down_days: 1 },
      {},
      { entry: { limit: null } },
    )
    const heard = async (span: Parameters<World["clock"]["pass"]>[0] = { days: 40 }) => {
      const before = (await told()).length
      await look(span)
      return (await told()).slice(before).sort()
    }
    const forget = () => world.database.run("delete from marketing_price where until is not null")
    await shop.costs(boots.variant_id, "eur", "80")
    expect(await heard()).toEqual(["Ben", "Cleo"])
    await forget()
    await austria.now("60")
    expect(await heard({ days: 20 })).toEqual(["Ada", "Dora"])
    expect(
      await world.database.one(
        "select event -> 'props' as props from marketing_enrollment order by id desc limit 1",
      ),
    ).toMatchObject({ props: { region_id: "reg_at", old_price: 12000, new_price: 6000, percent: 50 } })

    // A list for VIPs counts before what their region pays, unless the region's own list is lower.
    const list = await shop.priceList({
      ...boots,
      currency: "eur",
      amount: "50",
      type: "override",
      group: vips[0],
    })
    expect(await heard({ days: 20 })).toEqual(["Dora"])
    await forget()
    const there = await shop.costsIn("reg_at", { ...boots, currency: "eur", amount: "45", list })
    expect(await heard({ days: 20 })).toEqual(["Dora"])
    await there.now("44")
    expect(await heard({ days: 20 })).toEqual([])
    const now = await world.database.rows(
      "select audience, region, amount::text from marketing_price where until is null order by 1, 2",
    )
    expect(now).toEqual([
      { audience: "", region: "", amount: "80" },
      { audience: "", region: "reg_at", amount: "60" },
      { audience: vips[0], region: "", amount: "50" },
      { audience: vips[0], region: "reg_at", amount: "44" },
    ])
  })

  it("a promotion for a region, a country or a currency is told to who buys there, sends there or pays in it, as far as one knows; to nobody of whom one knows nothing", async () => {
    const at = await world.clock.now()
    const stamp = { created_at: at, updated_at: at }
    await shop.add("region", [{ id: "reg_at", name: "Austria", currency_code: "eur", ...stamp }])
    await world.database.run("update region_country set region_id = 'reg_at' where iso_2 = 'at'")
    const boots = await sells("Boots", { eur: "100" })
    const known = async (first_name: string, more: { country?: string } = {}) => {
      const customer_id = `cus_${first_name}`
      await viewed(await person(first_name, { customer_id, ...more }), boots)
      return customer_id
    }
    const cart = async (customer_id: string, region_id: string, currency_code: string) =>
      shop.add("cart", [{ id: shop.next("cart"), customer_id, region_id, currency_code, ...stamp }])
    // Ada's cart says Austria, whatever her address; Ben's address does, and his cart Germany; Cleo only lives there.
    await cart(await known("Ada", { country: "de" }), "reg_at", "eur")
    await cart(await known("Ben", { country: "at" }), "reg_de", "eur")
    await known("Cleo", { country: "at" })
    // Nobody knows where Dora is.
    await known("Dora")
    // Elly had her last parcel sent to Austria.
    const elly = await known("Elly", { country: "de" })
    await shop.add("order_address", [{ id: "addr_elly", country_code: "AT", ...stamp }])
    await shop.add("order", [
      {
        ...{ id: "order_elly", customer_id: elly, currency_code: "usd", status: "completed", version: 1 },
        ...{ is_draft_order: false, shipping_address_id: "addr_elly", region_id: "reg_us", ...stamp },
      },
    ])
    await look()
    await publish("promotion-started", { cool_down_days: 1 }, {}, { entry: { limit: null } })
    const heardOf = async (code: string, asked: Omit<Parameters<typeof shop.promotion>[0], "code">) => {
      const before = (await told()).length
      await shop.promotion({ code, ...asked })
      await look()
      return (await told()).slice(before).sort()
    }
    const inAustria = { attribute: "region.id", values: ["reg_at"] }
    const toAustria = { attribute: "shipping_address.country_code", operator: "eq", values: ["at"] }
    expect(await heardOf("REGION", { rules: [inAustria] })).toEqual(["Ada", "Cleo"])
    expect(await heardOf("COUNTRY", { rules: [toAustria] })).toEqual(["Ben", "Cleo", "Elly"])
    expect(await heardOf("BOTH", { rules: [inAustria, toAustria] })).toEqual(["Cleo"])
    expect(await heardOf("NOT", { rules: [{ ...inAustria, operator: "ne" }] })).toEqual([])
    await world.database.run(
      `insert into marketing_cart (cart_id, pid, currency, created_at, updated_at)
       select 'cart_elly', pid, 'usd', $1, $1 from marketing_profile where first_name = 'Elly'`,
      [at],
    )
    expect(await heardOf("DOLLARS", { currency: "usd" })).toEqual(["Elly"])
    expect(await heardOf("ALL", {})).toHaveLength(5)
  })

  it("a price of a list for ten pieces is no price of one: neither its beginning nor its end is a drop", async () => {
    const boots = await sells("Boots", { eur: "100" })
    const ada = await person("Ada")
    await viewed(ada, boots)
    await look()
    await publish("price-drop", { percent: 1, cool_down_days: 1 }, {}, { entry: { limit: null } })
    const list = { price_set_id: boots.price_set_id, currency: "eur" }
    await shop.priceList({ ...list, amount: "60", from_pieces: 10 })
    await shop.priceList({ ...list, amount: "50", from_pieces: 2, type: "override" })
    await look()
    expect(await told()).toEqual([])
    // One piece on the same lists is a price of one.
    await shop.priceList({ ...list, amount: "95", from_pieces: 1 })
    await look()
    expect(await told()).toEqual(["Ada"])
    expect(
      await world.database.one("select event -> 'props' as props from marketing_enrollment"),
    ).toMatchObject({ props: { old_price: 10000, new_price: 9500 } })
  })

  it("a sale over 1,200 products and a promotion for them reach everybody whom they concern, each product once and the promotion once", async () => {
    const things = await shop.sellsMany(1_200, "eur", "100")
    const ids = things.map(({ product_id }) => product_id)
    await world.marketing.syncProducts(ids)
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    const seen = [0, 499, 500, 501, 1_199].map((nth) => things[nth]! as Sold)
    for (const thing of seen) await viewed(ada, thing)
    await viewed(ben, seen[2]!)
    await look()
    await publish("price-drop", { percent: 20 }, {}, { entry: { limit: null } })
    await publish("promotion-started")
    await world.database.run("update price set amount = 80 where id like 'price_many%'")
    const noted = async () => {
      world.clock.pass({ minutes: 1 })
      await world.marketing.lookAtCatalog({ whole: true })
      const rows = await world.database.rows<{ name: string; n: number }>(
        `select first_name as name, count(*)::int as n from marketing_occasion join marketing_profile using (pid) group by 1 order by 1`,
      )
      await settle(world.marketing)
      return Object.fromEntries(rows.map(({ name, n }) => [name, n]))
    }
    expect(await noted()).toEqual({ Ada: 5, Ben: 1 })
    expect(
      await world.database.one(
        "select count(*)::int as n from marketing_price where until is null and amount = 80",
      ),
    ).toEqual({ n: 1_200 })
    await shop.promotion({ code: "MANY15", product_ids: ids })
    expect(await noted()).toEqual({ Ada: 1, Ben: 1 })
  })

  it("who wished for it hears, unless it was taken off the list or bought since; the wish alone earns no benefit (S4)", async () => {
    const boots = await sells("Boots", { eur: "100" })
    const [ada, ben, cleo] = [await person("Ada"), await person("Ben"), await person("Cleo")]
    const does = async (pid: number, name: string) => {
      world.clock.pass({ minutes: 1 })
      const at = await world.clock.now()
      await world.marketing.ensureMonths({ table: "event", from: at, to: at })
      await world.database.run(
        `insert into marketing_event (at, key, name, pid, product, trusted)
         select $1::timestamptz, $2 || ':' || $3::int || ':' || $1::text, $2, $3, product, false from marketing_product where product_id = $4`,
        [at, name, pid, boots.product_id],
      )
    }
    for (const pid of [ada, ben, cleo]) await does(pid, "wishlist_added")
    for (const [pid, name] of [
      [ada, "wishlist_removed"],
      [ada, "wishlist_added"],
      [ben, "wishlist_removed"],
    ] as const)
      await does(pid, name)
    await bought(cleo, boots)
    await look()
    const plan_id = await publish("price-drop", { percent: 10, people: ["wished"] })
    await shop.costs(boots.variant_id, "eur", "80")
    await look()
    expect(await told()).toEqual(["Ada"])
    const give = draw(
      {
        news: ["trigger:price-drop", { people: ["wished", "viewed"] }],
        give: ["benefit:points", { amount: 5 }],
      },
      ["news out give"],
    )
    const { problems } = await world.marketing.checkPlan({ plan_id, draft: { canvas: give } })
    expect(problems.map(({ code }) => code)).toContain("plan/untrusted-benefit")
  })
})
