import type { Rule } from "../../src/core/rules/schema"
import { coreShop } from "../support/core-rows"
import { createWorld, type World } from "../support/world"

type Kind = {
  thing: string
  table: string
  name: string
  /** Who has to do with it, and who with anything else. */
  rule: (id: string) => Rule
  but: (id: string) => Rule
}

const bought = (key: string) => ({
  rule: (id: string): Rule => ({ did: "purchase", where: { [key]: { in: [id] } } }),
  but: (id: string): Rule => ({ did: "purchase", where: { [key]: { not_in: [id] } } }),
})

/** Everything that a picker of the rule builder offers and the store can delete, and of which it keeps the row. */
const KINDS: Kind[] = [
  { thing: "product", table: "product", name: "Lamp", ...bought("product_id") },
  { thing: "variant", table: "product_variant", name: "Lamp · Small", ...bought("variant_id") },
  { thing: "category", table: "product_category", name: "Light", ...bought("category_id") },
  { thing: "collection", table: "product_collection", name: "Spring", ...bought("collection_id") },
  { thing: "type", table: "product_type", name: "Lamps", ...bought("type_id") },
  { thing: "tag", table: "product_tag", name: "organic", ...bought("tag_id") },
  { thing: "sales channel", table: "sales_channel", name: "App", ...bought("sales_channel_id") },
  {
    thing: "stock location",
    table: "stock_location",
    name: "Ulm",
    rule: (id) => ({ fact: "profile.home_store", op: "is", value: id }),
    but: (id) => ({ fact: "profile.home_store", op: "is_not", value: id }),
  },
  {
    thing: "customer group",
    table: "customer_group",
    name: "VIP",
    rule: (id) => ({ fact: "profile.groups", op: "has_any", value: [id] }),
    but: (id) => ({ fact: "profile.groups", op: "has_none", value: [id] }),
  },
]

describe("what a rule names and the store deleted (A6, C2)", () => {
  let world: World
  let shop: ReturnType<typeof coreShop>
  let ids: Record<string, string>
  beforeEach(async () => {
    world = await createWorld({ start: "2026-03-02T09:00:00Z" })
    shop = coreShop(world.database)
    await world.marketing.reconcile()
    ids = await oneOfEach()
  })
  afterEach(() => world.end())

  const later = async () => {
    world.clock.pass({ minutes: 5 })
    return (await world.clock.now()).toISOString()
  }
  const settle = async () => {
    await later()
    await world.marketing.reconcile()
    while (await world.marketing.drainInbox());
    while (await world.marketing.spreadChanges());
    while (await world.marketing.followNextSegment());
    while (await world.marketing.refreshNextSegment());
  }

  /** One customer who has to do with one of each kind. */
  async function oneOfEach(): Promise<Record<string, string>> {
    const { database } = world
    const at = await later()
    const stamp = { created_at: at, updated_at: at }
    const ada = await shop.customer({ created_at: at })
    const light = await shop.category("Light")
    await shop.add("product_collection", [{ id: "pcol_1", title: "Spring", handle: "spring", ...stamp }])
    await shop.add("product_type", [{ id: "ptyp_1", value: "Lamps", ...stamp }])
    await shop.add("product_tag", [{ id: "ptag_1", value: "organic", ...stamp }])
    await shop.add("customer_group", [{ id: "cusgroup_1", name: "VIP", ...stamp }])
    await shop.add("customer_group_customer", [
      { id: "cgc_1", customer_id: ada, customer_group_id: "cusgroup_1", ...stamp },
    ])
    await shop.add("sales_channel", [{ id: "sc_1", name: "App", is_disabled: false, ...stamp }])
    await shop.add("stock_location", [{ id: "sloc_1", name: "Ulm", ...stamp }])
    const lamp = await shop.product("Lamp", [light.id])
    await shop.add("product_variant", [{ id: "variant_1", title: "Small", product_id: lamp, ...stamp }])
    await database.run("update product set collection_id = 'pcol_1', type_id = 'ptyp_1', updated_at = $1", [
      at,
    ])
    await shop.add("product_tags", [{ product_id: lamp, product_tag_id: "ptag_1" }])
    const order = await shop.order({
      customer_id: ada,
      at,
      lines: [{ product_id: lamp, price: "10", quantity: 1 }],
    })
    await database.run(`update "order" set sales_channel_id = 'sc_1'`)
    await database.run("update order_line_item set variant_id = 'variant_1'")
    await shop.capture(order, "10", at)
    await settle()
    await database.run("update marketing_profile set home_store = 'sloc_1'")
    return {
      ...{
        product: lamp,
        category: light.id,
        variant: "variant_1",
        collection: "pcol_1",
        type: "ptyp_1",
        tag: "ptag_1",
      },
      ...{ "sales channel": "sc_1", "stock location": "sloc_1", "customer group": "cusgroup_1" },
    }
  }

  it.each(KINDS)(
    "$thing: nobody is meant by it, everybody is still another, and it is named as missing",
    async ({ thing, table, name, ...kind }) => {
      const { marketing, database } = world
      const id = ids[thing]!
      const [rule, but] = [kind.rule(id), kind.but(id)]
      expect([await marketing.checkRule({ rule }), await marketing.checkRule({ rule: but })]).toEqual([
        { problems: [] },
        { problems: [] },
      ])
      const segment = await marketing.saveSegment({ name: "Of it", rule })
      const plan = await marketing.savePlan({
        plan: { name: "With it", type: "one_time", wizard: { segment_id: segment.id, add_tags: ["x"] } },
        actor: "u",
      })
      const beside = await marketing.savePlan({
        plan: { name: "By rule", type: "one_time", wizard: { rule, add_tags: ["x"] } },
        actor: "u",
      })
      const members = async () => (await marketing.getSegment({ segment_id: segment.id })).member_count
      await settle()
      expect(await members()).toBe(1)

      await database.run(`update ${table} set deleted_at = $1 where id = $2`, [await later(), id])
      await settle()
      await settle()
      expect(await members()).toBe(0)
      const { text, values } = await marketing.selectPeople({ rule: { not: rule } })
      expect(await database.rows(text, values)).toHaveLength(1)
      expect((await marketing.checkRule({ rule: but })).problems).toMatchObject([{ code: "rule/missing" }])

      const { problems } = await marketing.checkRule({ rule: { all: [rule] } })
      expect(problems).toMatchObject([
        { code: "rule/missing", path: expect.stringMatching(/^all\.0\./), values: { thing, id, name } },
      ])
      expect((await marketing.describeRule({ rule })).text).toContain(`“${name} (deleted)”`)
      expect((await marketing.describeRule({ rule, language: "zhCN" })).text).toContain(`${name}（已删除）`)
      expect((await marketing.checkPlan({ plan_id: plan.id })).problems).toContainEqual(
        expect.objectContaining({ code: "plan/segment-misses", values: { segment: "Of it", name } }),
      )
      expect((await marketing.checkPlan({ plan_id: beside.id })).problems).toMatchObject([
        { code: "rule/missing", values: { name } },
      ])
      const wanted = [{ thing: thing.replace(" ", "_"), id }]
      expect(await marketing.nameThings(wanted)).toEqual([{ ...wanted[0], name, deleted: true }])

      await database.run(`update ${table} set deleted_at = null, updated_at = $1 where id = $2`, [
        await later(),
        id,
      ])
      await settle()
      expect((await marketing.checkRule({ rule })).problems).toEqual([])
    },
  )

  it.each(KINDS.filter(({ thing }) => ["variant", "sales channel", "stock location"].includes(thing)))(
    "$thing: who had to do with one that is gone had to do with another than it",
    async ({ thing, table, but }) => {
      const { marketing, database } = world
      const another = async () => {
        const { text, values } = await marketing.selectPeople({ rule: but("another") })
        return (await database.rows(text, values)).length
      }
      expect(await another()).toBe(1)
      await database.run(`update ${table} set deleted_at = $1 where id = $2`, [await later(), ids[thing]])
      await settle()
      expect(await another()).toBe(1)
      const same = await marketing.selectPeople({ rule: but(ids[thing]!) })
      expect(await database.rows(same.text, same.values)).toEqual([])
    },
  )
})
