import { connectDatabase, type Database } from "../../src/modules/marketing/database"
import { coreShop } from "../support/core-rows"
import { freshDatabase } from "../support/world"
import { begin, COMMIT_LOST, COMMIT_UNANSWERED, closeQuietly } from "./life"
import { layLines } from "./lines"
import { seededChance } from "./seeded-chance"

const POINTS = ["facts.afterClaim", "facts.beforeDone", "facts.afterCommit", COMMIT_UNANSWERED, COMMIT_LOST]
const ROUNDS = 40
/** Workers that live at the same time. */
const WORKERS = 2

/** Per customer, from the store's own rows alone and one sub-select a figure. */
const NAIVE = `
  select c.id as customer_id,
         (select count(*)::int from "order" o where o.customer_id = c.id) as orders,
         count(bought.id)::int as purchases,
         coalesce(sum((select round(sum(k.amount) * 100) from capture k join order_transaction t on t.reference_id = k.id where t.order_id = bought.id)
           - coalesce((select round(sum(r.amount) * 100) from refund r join order_transaction t on t.reference_id = r.id where t.order_id = bought.id), 0)), 0)::int as net,
         coalesce(sum((select sum(i.quantity - i.return_received_quantity) from order_item i
                        where i.order_id = bought.id and i.version = bought.version)), 0)::int as quantity
    from customer c
    left join "order" bought on bought.customer_id = c.id and bought.status <> 'canceled'
     and exists (select 1 from order_transaction t where t.order_id = bought.id and t.reference = 'capture')
   group by c.id order by c.id`

const OURS = `
  select p.customer_id, p.orders, p.purchases, coalesce(sum(d.net), 0)::int as net, coalesce(sum(d.quantity), 0)::int as quantity
    from marketing_profile p left join marketing_customer_day d using (pid)
   group by p.pid order by p.customer_id`

describe("workers that die while they read the store's news", () => {
  let url: string
  let outside: Database
  let drop: () => Promise<void>
  const lines = layLines()
  beforeAll(async () => {
    ;({ url, drop } = await freshDatabase())
    outside = connectDatabase(url)
  })
  afterAll(async () => {
    lines.close()
    await outside.close()
    await drop()
  })

  it("leave a read model that is the naive query over the store's own rows, and every event once (G2, G3)", async () => {
    const chance = seededChance(20261122)
    const one = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
    const shop = coreShop(outside)
    const deaths = Object.fromEntries(POINTS.map((point) => [point, 0]))
    const surprises: unknown[] = []
    let minute = 0
    const at = () => new Date(Date.UTC(2026, 2, 2, 9, minute))
    const live = async (mortal: boolean): Promise<void> => {
      const rare = POINTS.map((name) => ({ name, weight: (deaths[name]! + 1) * chance() }))
        .sort((a, b) => a.weight - b.weight)
        .slice(0, 2)
        .map((point) => point.name)
      const fate = mortal ? { points: rare, nth: 1 + Math.floor(chance() * 3) } : null
      const life = begin({ url, outside, lines, now: at, fate, torn: chance() < 0.1 })
      const drain = async () => {
        while (await life.marketing.drainInbox());
      }
      const done = drain().catch((error: unknown) => life.isOver() || surprises.push(error))
      const met = await Promise.race([done, life.met])
      if (life.isOver()) deaths[typeof met === "string" ? met : await life.met]!++
      await closeQuietly(life)
    }

    const teller = begin({ url, outside, lines, now: at, fate: null })
    const tell = (source: string, ids: string[]) =>
      teller.marketing.appendToInbox(ids.map((source_id) => ({ kind: "sync", source, source_id })))
    const customers = await Promise.all(Array.from({ length: 6 }, () => shop.customer()))
    const products = [await shop.product("Lamp"), await shop.product("Chair")]
    await tell("customer", customers)
    await tell("product", products)
    const orders: Awaited<ReturnType<typeof shop.order>>[] = []
    for (; minute < ROUNDS; minute++) {
      const made = await shop.order({
        customer_id: one(customers),
        at: at(),
        lines: [{ product_id: one(products), price: "10", quantity: 1 + Math.floor(chance() * 3) }],
      })
      orders.push(made)
      if (chance() < 0.8) {
        await shop.capture(made, "10", at())
        if (chance() < 0.3) await shop.refund(made, "4", at())
      }
      const old = one(orders)
      if (chance() < 0.2) await shop.cancel(old, at())
      if (chance() < 0.2) await shop.receiveReturn(made, made.line_ids[0]!, 1, at())
      // Told while others look, and some of it twice.
      const told = tell("order", [
        made.order_id,
        old.order_id,
        ...orders.slice(-3).map((order) => order.order_id),
      ])
      await Promise.all([told, ...Array.from({ length: WORKERS }, () => live(true))])
    }
    await tell(
      "order",
      orders.map((order) => order.order_id),
    )
    await live(false)
    await closeQuietly(teller)

    expect(surprises).toEqual([])
    expect(Object.entries(deaths).filter(([, times]) => times === 0)).toEqual([])
    expect(
      await outside.rows("select source, source_id, error from marketing_inbox where done_at is null"),
    ).toEqual([])
    const naive = await outside.rows<{ orders: number }>(NAIVE)
    expect(await outside.rows(OURS)).toEqual(naive)
    expect(naive.reduce((sum, row) => sum + row.orders, 0)).toBe(ROUNDS)
    expect(
      await outside.one(
        "select count(*)::int as n, count(distinct key)::int as keys from marketing_event where name = 'order_placed'",
      ),
    ).toEqual({ n: ROUNDS, keys: ROUNDS })
  }, 120_000)
})
