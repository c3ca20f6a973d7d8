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
