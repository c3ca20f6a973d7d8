import { coreCatalog } from "../support/catalog"
import { catalogNews } from "../support/catalog-news"
import { agree } from "../support/messages"
import { draw, settle } from "../support/plans"
import { createWorld, type World } from "../support/world"

describe("plans that begin with news of the catalogue (P6)", () => {
  let world: World
  let shop: ReturnType<typeof coreCatalog>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z", options: { timezone: "Europe/Berlin" } })
    shop = coreCatalog(world.database)
  })
  afterEach(() => world.end())

  const { publish, look, sells, person, viewed, hasInCart, bought, told } = catalogNews(() => ({
    world,
    shop,
  }))

  it("Ada looked at the boots; they become 20 % cheaper in euros only, and she pays in euros; Ben pays in dollars and hears nothing", async () => {
    const boots = await sells("Boots", { eur: "100", usd: "110" })
    const hat = await sells("Hat", { eur: "20" })
    const [ada, ben, cleo] = [await person("Ada"), await person("Ben"), await person("Cleo")]
    await viewed(ada, boots)
    await hasInCart(ben, boots, "usd")
    await viewed(cleo, hat)
    await look()
    await agree(world, [ada, ben, cleo])
    const words =
      "{{ event.title }} {{ event.variant_title }}: {{ event.new_price }} {{ event.currency }} instead of {{ event.old_price }}, {{ event.percent }} % off"
    await publish(
      "price-drop",
      { percent: 20 },
      { mail: ["message:email", { content: { subject: words, html: "<p>Look!</p>" } }] },
    )
    await shop.costs(boots.variant_id, "eur", "80")
    await look()
    expect(await told()).toEqual(["Ada"])
    expect(await world.database.one("select event from marketing_enrollment")).toMatchObject({
      event: {
        name: "catalog price",
        currency: "eur",
        amount: 8000,
        // What a browser told: she earns nothing by it.
        trusted: false,
        props: {
          product_id: boots.product_id,
          variant_id: boots.variant_id,
          old_price: 10000,
          new_price: 8000,
        },
      },
    })
    while (await world.marketing.performSends());
    expect(world.notified.map(({ content }) => content?.subject)).toEqual([
      "Boots One size: 80.00 EUR instead of 100.00, 20 % off",
    ])
  })

  it("a smaller drop than asked for is none; one in two steps counts from the lowest price, and down, up and down again tells once", async () => {
    const boots = await sells("Boots", { eur: "100" })
    await hasInCart(await person("Ada"), boots)
    await look()
    await publish("price-drop", { percent: 20, within_days: 90, cool_down_days: 1 })
    for (const price of ["90", "81"]) {
      await shop.costs(boots.variant_id, "eur", price)
      await look()
    }
    expect(await told()).toEqual([])
    await shop.costs(boots.variant_id, "eur", "60")
    await look()
    for (const price of ["100", "60"]) {
      await shop.costs(boots.variant_id, "eur", price)
      await look({ days: 3 })
    }
    expect(await told()).toEqual(["Ada"])
    // After a month at the full price a drop is news again.
    await shop.costs(boots.variant_id, "eur", "100")
    await look({ days: 1 })
    await look({ days: 31 })
    await shop.costs(boots.variant_id, "eur", "60")
    await look()
    expect(await told()).toEqual(["Ada", "Ada"])
  })

  it("a price list begins by its date: Ada of its group hears of her price, Ben hears when it is everybody's", async () => {
    const boots = await sells("Boots", { eur: "100" })
    const [ada, ben] = [await person("Ada", { groups: ["cusgroup_vip"] }), await person("Ben")]
    await hasInCart(ada, boots)
    await hasInCart(ben, boots)
    const { price_set_id } = boots
    await shop.priceList({
      price_set_id,
      currency: "eur",
      amount: "70",
      group: "cusgroup_vip",
      starts_at: "2026-03-05T00:00:00Z",
    })
    await shop.priceList({ price_set_id, currency: "eur", amount: "85", starts_at: "2026-03-08T00:00:00Z" })
    await look()
    await publish("price-drop", { percent: 10, cool_down_days: 1 })
    await look({ days: 1 })
    expect(await told()).toEqual([])
    await look({ days: 2 })
    expect(await told()).toEqual(["Ada"])
    // Hers stays 70: the general list is nothing to her.
    await look({ days: 4 })
    expect(await told()).toEqual(["Ada", "Ben"])
  })

  it("who pays as little by another group of hers, or did of late, hears of no drop", async () => {
    const boots = await sells("Boots", { eur: "100" })
    const ada = await person("Ada", { groups: ["cusgroup_gold", "cusgroup_vip"] })
    const [cleo, ben] = [await person("Cleo", { groups: ["cusgroup_gold"] }), await person("Ben")]
    for (const pid of [ada, cleo, ben]) await hasInCart(pid, boots)
    const list = { price_set_id: boots.price_set_id, currency: "eur" }
    await shop.priceList({ ...list, amount: "50", group: "cusgroup_vip", ends_at: "2026-03-12T00:00:00Z" })
    await shop.priceList({ ...list, amount: "70", group: "cusgroup_gold", ends_at: "2026-03-12T00:00:00Z" })
    await look()
    await publish("price-drop", { percent: 5, cool_down_days: 1 })
    await shop.priceList({
      ...list,
      amount: "60",
      group: "cusgroup_gold",
      starts_at: "2026-03-05T00:00:00Z",
      ends_at: "2026-03-12T00:00:00Z",
    })
    await look({ days: 4 })
    expect(await told()).toEqual(["Cleo"])
    // Both groups' lists are over; what everybody pays now is more than they paid.
    await shop.priceList({ ...list, amount: "90", starts_at: "2026-03-14T00:00:00Z" })
    await look({ days: 8 })
    await look({ days: 2 })
    expect(await told()).toEqual(["Cleo", "Ben"])
  })

  it("counts an overriding list as the price it is, and no price that asks for a quantity or that no list of today offers", async () => {
    const boots = await sells("Boots", { eur: "100" })
    await hasInCart(await person("Ada"), boots)
    const { price_set_id } = boots
    await look()
    await publish("price-drop", { percent: 5, cool_down_days: 1 })
    // An override may be dearer; a lower base price behind it is nobody's.
    await shop.priceList({ price_set_id, currency: "eur", amount: "120", type: "override" })
    await look()
    await shop.costs(boots.variant_id, "eur", "50")
    const over = { price_set_id, currency: "eur", amount: "10" }
    await shop.priceList({ ...over, ends_at: "2026-03-01T00:00:00Z" })
    await look()
    expect(await told()).toEqual([])
    expect(await world.database.rows("select amount::text from marketing_price where until is null")).toEqual(
      [{ amount: "120" }],
    )
  })

  it("who bought the boots of late hears that they are scarce, where buyers are asked for; who looked at them and has bought them since hears no price", async () => {
    const boots = await sells("Boots", { eur: "100" }, 10)
    const [ada, ben, cleo] = [await person("Ada"), await person("Ben"), await person("Cleo")]
    await bought(cleo, boots)
    world.clock.pass({ days: 40 })
    for (const pid of [ada, ben]) await viewed(pid, boots)
    world.clock.pass({ hours: 1 })
    await bought(ben, boots)
    await look()
    await publish("low-stock", { at_most: 3, people: ["bought"], within_days: 30 })
    await shop.has(boots.item, 2)
    await look()
    expect(await told()).toEqual(["Ben"])
    await publish("price-drop", { percent: 10, people: ["viewed"] })
    await shop.costs(boots.variant_id, "eur", "80")
    await look()
    expect(await told()).toEqual(["Ben", "Ada"])
  })

  it("sold-out boots that come back are told to who wanted them, however the stock flaps; reserved pieces and backorders count as they should", async () => {
    const boots = await sells("Boots", { eur: "100" }, 3)
    const gloves = await sells("Gloves", { eur: "30" }, 0)
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    await hasInCart(ada, boots)
    await viewed(ben, gloves)
    await look()
    await publish("back-in-stock", { cool_down_days: 7 })
    // All three are reserved: nothing is free, and two more that nobody ordered bring it back.
    await shop.has(boots.item, 3, 3)
    await look()
    expect(await told()).toEqual([])
    await shop.has(boots.item, 5, 3)
    await look()
    for (const stocked of [3, 5, 3, 4]) {
      await shop.has(boots.item, stocked, 3)
      await look()
    }
    expect(await told()).toEqual(["Ada"])
    // Sold beyond stock from now on: never out of it, never back.
    await world.database.run("update product_variant set allow_backorder = true where id = $1", [
      gloves.variant_id,
    ])
    await look()
    await shop.has(gloves.item, 9)
    await look()
    expect(await told()).toEqual(["Ada"])
    // A week later it is news to Ada again.
    await shop.has(boots.item, 3, 3)
    await look({ days: 8 })
    await shop.has(boots.item, 4, 3)
    await look()
    expect(await told()).toEqual(["Ada", "Ada"])
  })

  it("scarce is when the stock falls past the mark and something is left; more people hear by their segment", async () => {
    const boots = await sells("Boots", { eur: "100" }, 10)
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    await hasInCart(ada, boots)
    const segment = await world.database.one<{ no: number }>(
      "insert into marketing_segment (id, name, type) values ('mkseg_fans', 'Fans', 'static') returning no",
    )
    await world.database.run("insert into marketing_segment_member values ($1, $2, $3)", [
      segment!.no,
      ben,
      await world.clock.now(),
    ])
    await look()
    await publish("low-stock", { at_most: 3, segment_id: "mkseg_fans", cool_down_days: 1 })
    await shop.has(boots.item, 4)
    await look()
    await shop.has(boots.item, 0)
    await look()
    expect(await told()).toEqual([])
    // Up past the mark, and down again.
    await shop.has(boots.item, 4)
    await look()
    await shop.has(boots.item, 2)
    await look()
    expect((await told()).sort()).toEqual(["Ada", "Ben"])
    await shop.has(boots.item, 1)
    await look({ days: 2 })
    expect(await told()).toHaveLength(2)
  })

  it("a promotion is told on its campaign's first day, to who has one of its products; nor what held before", async () => {
    const [boots, hat] = [await sells("Boots", { eur: "100" }), await sells("Hat", { eur: "20" })]
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    await hasInCart(ada, boots)
    await hasInCart(ben, hat)
    await shop.promotion({ code: "OLD" })
    await shop.promotion({
      code: "BOOTS15",
      starts_at: "2026-03-04T00:00:00Z",
      product_ids: [boots.product_id],
    })
    await look()
    await publish("promotion-started", { cool_down_days: 30 })
    await look({ hours: 1 })
    expect(await told()).toEqual([])
    await look({ days: 2 })
    expect(await told()).toEqual(["Ada"])
    expect(await world.database.one("select event from marketing_enrollment")).toMatchObject({
      event: { props: { code: "BOOTS15", percent: 15 } },
    })
    await shop.promotion({ code: "CHANNEL", rules: [{ attribute: "sales_channel_id", values: ["sc_1"] }] })
    await shop.promotion({ code: "FREESHIP", target_type: "shipping_methods" })
    await shop.promotion({ code: "GIFT", type: "buyget" })
    await shop.promotion({ code: "GONE", limit: 100, used: 100 })
    const all = await shop.promotion({ code: "ALL15" })
    await look()
    expect((await told()).sort()).toEqual(["Ada", "Ada", "Ben"])
    // Switched off and on again.
    for (const status of ["inactive", "active"]) {
      await world.database.run("update promotion set status = $2 where id = $1", [all, status])
      await look()
    }
    expect(await told()).toHaveLength(3)
  })

  it("what only a browser claims leads to no benefit, and entry limits, the control group and a pause hold (S4, P8, P12, P18)", async () => {
    const boots = await sells("Boots", { eur: "100" })
    const [ada, ben] = [await person("Ada"), await person("Ben")]
    await hasInCart(ada, boots)
    await viewed(ben, boots)
    await look()
    const plan_id = await publish(
      "price-drop",
      { percent: 1 },
      { give: ["benefit:points", { amount: 5 }] },
      { entry: { limit: { times: 1, per: "plan" } } },
    )
    const canvas = draw(
      { news: ["trigger:price-drop", { people: ["viewed"] }], give: ["benefit:points", { amount: 5 }] },
      ["news out give"],
    )
    const draft = { canvas }
    expect((await world.marketing.checkPlan({ plan_id, draft })).problems.map((p) => p.code)).toContain(
      "plan/untrusted-benefit",
    )
    const nobody = draw({ news: ["trigger:low-stock", { people: [] }], note: ["join"] }, ["news out note"])
    expect(
      (await world.marketing.checkPlan({ plan_id, draft: { canvas: nobody } })).problems.map((p) => p.code),
    ).toEqual(["trigger/for-nobody"])

    await world.marketing.pausePlan({ plan_id, actor: "a" })
    await shop.costs(boots.variant_id, "eur", "90")
    await look()
    await world.marketing.resumePlan({ plan_id, actor: "a" })
    await look()
    expect(await told()).toEqual([])
    await shop.costs(boots.variant_id, "eur", "80")
    await look()
    expect(await told()).toEqual(["Ada"])
    expect(
      await world.database.rows(
        "select port, passed from marketing_node_count where node = 'news' order by 1",
      ),
    ).toEqual([
      { port: "out", passed: 1 },
      { port: "untrusted", passed: 1 },
    ])
  })

  it("nothing is lost or doubled when a worker dies while it notes, several look at once, or the store speaks of a product (G1, G2)", async () => {
    const boots = await sells("Boots", { eur: "100" })
    for (const name of ["Ada", "Ben"]) await hasInCart(await person(name), boots)
    await look()
    await publish("price-drop", { percent: 10 })
    await shop.costs(boots.variant_id, "eur", "80")
    world.clock.pass({ minutes: 1 })
    const now = await world.clock.now()
    const watchers = await world.marketing.readCatalogWatchers(now)
    await expect(
      world.database.transaction(async (tx) => {
        const news = await world.marketing.comparePrices(tx, null, now)
        expect(await world.marketing.noteCatalog(tx, watchers, news, now)).toBe(2)
        throw new Error("died")
      }),
    ).rejects.toThrow("died")
    expect(await world.database.rows("select 1 from marketing_occasion")).toEqual([])

    const { appendToInbox, drainInbox, lookAtCatalog } = world.marketing
    const price = await world.database.one<{ id: string }>("select id from price limit 1")
    await appendToInbox([{ kind: "sync", source: "price", source_id: price!.id }])
    while (await drainInbox());
    while ((await Promise.all([1, 2, 3].map(() => lookAtCatalog({ whole: false })))).some(Boolean));
    await Promise.all([1, 2, 3].map(() => lookAtCatalog({ whole: true })))
    await settle(world.marketing)
    expect((await told()).sort()).toEqual(["Ada", "Ben"])
  })
})
