import type { Rule } from "../../src/core/rules/schema"
import type { Marketing } from "../../src/modules/marketing/create-marketing"
import { coreShop } from "../support/core-rows"
import { addPeople, createWorld, type World } from "../support/world"

/** Who is asked again when something changes, and by which segments (issue: freshness; A8). */
describe("when something changes, only those segments ask again that look at it", () => {
  let world: World
  let marketing: Marketing
  let shop: ReturnType<typeof coreShop>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    marketing = world.marketing
    shop = coreShop(world.database)
  })
  afterEach(() => world.end())

  const made = (name: string, rule: Rule) => marketing.saveSegment({ name, rule })
  const settle = async () => {
    while (await marketing.spreadChanges());
    while (await marketing.followNextSegment());
  }
  /** Segments that will ask, by name, and whom; null: everybody. */
  const asking = async () => {
    while (await marketing.spreadChanges());
    return world.database.rows<{ name: string; pids: number[] | null }>(
      "select s.name, d.pids from marketing_segment_due d join marketing_segment s on s.no = d.segment_no order by 1, d.id",
    )
  }
  const members = async (id: string) => {
    const rows = await world.database.rows<{ pid: number }>(
      "select pid from marketing_segment_member join marketing_segment on no = segment_no where id = $1 order by pid",
      [id],
    )
    return rows.map((row) => row.pid)
  }

  it("a product's new title is news to nobody; its new category to those that ask for products (A2)", async () => {
    const hats = await shop.category("Hats")
    const product = await shop.product("Hat")
    await marketing.syncProducts([product])
    await made("of hats", { did: "purchase", where: { category_id: hats.id } })
    await made("then hats", {
      did: "product_viewed",
      then: { did: "purchase", where: { category_id: hats.id } },
    })
    await made("of anything", { did: "purchase" })
    await made("women", { fact: "profile.gender", op: "is", value: "female" })
    await settle()
    await world.database.run("update product set title = 'Better hat' where id = $1", [product])
    await marketing.syncProducts([product])
    expect(await world.database.rows("select title from marketing_product")).toEqual([
      { title: "Better hat" },
    ])
    expect(await asking()).toEqual([])
    await shop.add("product_category_product", [{ product_id: product, product_category_id: hats.id }])
    await marketing.syncProducts([product])
    expect(await asking()).toEqual([
      { name: "of hats", pids: null },
      { name: "then hats", pids: null },
    ])
    await settle()
    await world.database.run("update product set deleted_at = now() where id = $1", [product])
    await marketing.syncProducts([product])
    expect((await asking()).map(({ name }) => name)).toEqual(["of hats", "then hats"])
  })

  it("at the end of the night those whose score is another, by those that look at that score (A11)", async () => {
    const [ann, ben] = (await addPeople(world.database, [{}, {}])) as [number, number]
    const bought = (pid: number, days: number) =>
      world.database.run(
        `update marketing_profile set purchases = 1, first_purchase_at = $2, last_purchase_at = $2 where pid = $1`,
        [pid, new Date(Date.parse("2026-03-02T09:00:00Z") - days * 86_400_000)],
      )
    await bought(ann, 10)
    await bought(ben, 59)
    while (await marketing.computeScores());
    const score = (name: string, value: unknown) =>
      made(name, { fact: `lifecycle.${name}`, op: typeof value === "number" ? "gte" : "is", value })
    const atRisk = await score("stage", "at_risk")
    await score("intent", "high")
    await score("lead_score", 10)
    await score("recency", 5)
    await made("women", { fact: "profile.gender", op: "is", value: "female" })
    await settle()
    world.clock.pass({ days: 1 })
    while (await marketing.computeScores());
    expect((await asking()).filter(({ name }) => name !== "recency")).toEqual([
      { name: "stage", pids: [ben] },
    ])
    await settle()
    expect(await members(atRisk.id)).toEqual([ben])
  })

  it("what an attribute holds: only those that ask for it, and nobody when it was so before (A1)", async () => {
    const define = (key: string, type: "text" | "number") =>
      world.database.transaction((tx) => marketing.defineAttributes(tx, [{ key, type }]))
    const shoes = async (attributes: Record<string, unknown>) =>
      (await addPeople(world.database, [{ attributes }]))[0]!
    await define("shoe", "number")
    await define("hat", "number")
    await shoes({ shoe: 42 })
    await made("shoe", { fact: "profile.attributes.shoe", op: "known" })
    await made("hat", { fact: "profile.attributes.hat", op: "known" })
    await settle()
    await define("shoe", "number")
    expect(await asking()).toEqual([])
    await define("shoe", "text")
    expect(await asking()).toEqual([{ name: "shoe", pids: null }])
  })

  it("a new customer and one who is deleted, by every rule, whatever it looks at (A8)", async () => {
    const none = await made("no coupon", { fact: "coupons.free", op: "lt", value: 1 })
    const lead = await made("unscored", { fact: "lifecycle.stage", op: "unknown" })
    await settle()
    const customer_id = await shop.customer()
    await marketing.syncCustomers([customer_id])
    await settle()
    const { pid } = (await world.database.one<{ pid: number }>("select pid from marketing_profile"))!
    expect([await members(none.id), await members(lead.id)]).toEqual([[pid], [pid]])
    // What is said of somebody who is there already is no news to them.
    await world.database.run("update customer set first_name = 'Ada', updated_at = now()")
    await marketing.syncCustomers([customer_id])
    expect(await asking()).toEqual([])
    await world.database.run("update customer set deleted_at = now()")
    await marketing.syncCustomers([customer_id])
    await settle()
    expect([await members(none.id), await members(lead.id)]).toEqual([[], []])
  })
})
