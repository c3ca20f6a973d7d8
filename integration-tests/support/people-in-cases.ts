import type { Rule } from "../../src/core/rules/schema"
import { coreShop } from "./core-rows"
import { createWorld, type World } from "./world"

/** What a case tells of one person: facts of the profile, and orders as [when, amount, currency, amount given back, when paid]. */
export type Told = {
  about?: Record<string, unknown>
  orders?: [at: string, amount: string, currency?: string, refunded?: string, paid?: string | null][]
}
export type Town = Awaited<ReturnType<typeof openTown>>

/** A shop with customers whom rules are asked about, on the core's own tables. */
export async function openTown(zone: string) {
  const world: World = await createWorld({ options: { timezone: zone } })
  const { marketing, database } = world
  const shop = coreShop(database)

  const isBorn = async ({ about = {}, orders = [] }: Told, row: Record<string, unknown> = {}) => {
    const customer_id = await shop.customer(row)
    await marketing.syncCustomers([customer_id])
    const columns = Object.keys(about)
    if (columns.length > 0)
      await database.run(
        `update marketing_profile p set (${columns.join(", ")}) = row(${columns.map((c) => `d.${c}`).join(", ")})
           from jsonb_populate_record(null::marketing_profile, $2) d where p.customer_id = $1`,
        [customer_id, JSON.stringify(about)],
      )
    for (const order of orders) await buys(customer_id, ...order)
    return customer_id
  }

  const buys = async (
    customer_id: string,
    at: string,
    amount: string,
    currency = "eur",
    refunded?: string,
    paid: string | null = at,
  ) => {
    const lines = [{ product_id: null, price: amount, quantity: 1 }]
    const order = await shop.order({ customer_id, at, currency, lines })
    if (paid) await shop.capture(order, amount, paid)
    if (refunded) await shop.refund(order, refunded, at)
    await marketing.syncOrders([order.order_id])
    return order
  }

  /** Who of them is meant, asked in three ways: in SQL, one by one in memory, and as the members of a segment. */
  const meantBy = async (rule: Rule, people: Record<string, string>) => {
    const named = (ids: string[]) => Object.keys(people).filter((name) => ids.includes(people[name]!))
    const customersOf = async (text: string, values: unknown[]) =>
      named((await database.rows<{ id: string }>(text, values)).map(({ id }) => id))
    const query = await marketing.selectPeople({ rule })
    const there = await database.rows<{ id: string }>(
      "select customer_id as id from marketing_profile where deleted_at is null and customer_id = any($1)",
      [Object.values(people)],
    )
    const explained: string[] = []
    for (const { id } of there)
      if ((await marketing.explainRule({ rule, customer_id: id })).matches) explained.push(id)
    const { id } = await marketing.saveSegment({ name: "Case", rule })
    await marketing.refreshSegment({ segment_id: id })
    return {
      in_sql: await customersOf(
        `select p.customer_id as id from (${query.text}) q join marketing_profile p using (pid)`,
        query.values,
      ),
      in_memory: named(explained),
      in_segment: await customersOf(
        `select p.customer_id as id from marketing_segment_member m join marketing_profile p using (pid)
          where m.segment_no = (select no from marketing_segment where id = $1)`,
        [id],
      ),
    }
  }

  return { world, shop, isBorn, buys, meantBy }
}
