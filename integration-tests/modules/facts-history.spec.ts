import { decorateCartTotals } from "@medusajs/framework/utils"
import fc from "fast-check"
import { toMinor } from "../../src/core/money"
import { coreShop } from "../support/core-rows"
import { createWorld, type World } from "../support/world"

const ZONE = "America/New_York"
const cents = (amount: unknown) => toMinor(Number(amount).toFixed(8), "eur")!
const euros = (minor: number) => (minor / 100).toFixed(2)

const money = fc.integer({ min: 1, max: 20_000 })
/** What is captured and refunded has more digits than cents, as in the core: whole millionths. */
const millionths = fc.integer({ min: 1, max: 200_000_000 })
const exact = (n: number) => `${Math.floor(n / 1e6)}.${String(n % 1e6).padStart(6, "0")}`
const sumInCents = (amounts: number[]) => Math.round(amounts.reduce((a, b) => a + b, 0) / 1e4)
const line = fc.record({
  product: fc.nat(2),
  price: money,
  quantity: fc.integer({ min: 1, max: 5 }),
  tax: fc.constantFrom("0", "7", "19", "8.875"),
  tax_inclusive: fc.boolean(),
  off: fc.nat(100),
  off_inclusive: fc.boolean(),
})
const order = fc.record({
  customer: fc.nat(2),
  at: fc.date({
    min: new Date("2025-10-25T00:00:00Z"),
    max: new Date("2025-11-05T00:00:00Z"),
    noInvalidDate: true,
  }),
  shipping: fc.nat(900),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  captures: fc.array(millionths, { maxLength: 2 }),
  refunds: fc.array(millionths, { maxLength: 3 }),
  returned: fc.option(fc.nat(4)),
  cancelled: fc.boolean(),
  /** How often we look in between. */
  looks: fc.nat(3),
})

describe("histories of a store", () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ options: { timezone: ZONE } })
  })
  afterAll(() => world.end())

  it("F31, G8: whatever happened, in whatever order we look, our sums are the sums of the store's own figures", async () => {
    const shop = coreShop(world.database)
    const { marketing, database } = world
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 6 }), async (orders) => {
        const customers = [await shop.customer(), await shop.customer(), await shop.customer()]
        const products = [await shop.product("A"), await shop.product("B"), await shop.product("C")]
        const naive = []
        for (const given of orders) {
          const lines = given.lines.map((l) => ({
            ...l,
            cut: euros(Math.floor((l.price * l.quantity * l.off) / 100)),
          }))
          const made = await shop.order({
            customer_id: customers[given.customer]!,
            at: given.at.toISOString(),
            shipping: euros(given.shipping),
            lines: lines.map((l) => ({
              product_id: products[l.product]!,
              price: euros(l.price),
              quantity: l.quantity,
              tax: l.tax,
              tax_inclusive: l.tax_inclusive,
              discount: { amount: l.cut, code: "CUT", tax_inclusive: l.off_inclusive },
            })),
          })
          const look = async (n: number) => given.looks > n && marketing.syncOrders([made.order_id])
          await look(2)
          const at = given.at.toISOString()
          for (const capture of given.captures) await shop.capture(made, exact(capture), at)
          await look(1)
          const refunds = given.refunds.filter((r) => r <= (given.captures[0] ?? 0) / 3)
          for (const refund of refunds) await shop.refund(made, exact(refund), at)
          const back = given.returned === null ? 0 : Math.min(given.returned, lines[0]!.quantity)
          if (back > 0) await shop.receiveReturn(made, made.line_ids[0]!, back, given.at.toISOString())
          await look(0)
          if (given.cancelled) await shop.cancel(made, given.at.toISOString())

          const totals = decorateCartTotals({
            currency_code: "eur",
            items: lines.map((l, n) => ({
              id: made.line_ids[n],
              unit_price: euros(l.price),
              quantity: l.quantity,
              is_tax_inclusive: l.tax_inclusive,
              tax_lines: [{ rate: Number(l.tax) }],
              adjustments: [{ amount: l.cut, is_tax_inclusive: l.off_inclusive }],
              detail: { return_received_quantity: n === 0 ? back : 0 },
            })),
            shipping_methods: [
              {
                id: "s",
                amount: euros(given.shipping),
                is_tax_inclusive: false,
                tax_lines: [],
                adjustments: [],
              },
            ],
            credit_lines: [],
          } as never) as unknown as { total: unknown; discount_total: unknown; items: { total: unknown }[] }
          naive.push({
            order_id: made.order_id,
            customer_id: customers[given.customer]!,
            day: new Intl.DateTimeFormat("en-CA", { timeZone: ZONE }).format(given.at),
            total: cents(totals.total),
            discount: cents(totals.discount_total),
            amounts: totals.items.map((item) => cents(item.total)),
            refunded: sumInCents(refunds),
            net: sumInCents(given.captures) - sumInCents(refunds),
            purchase: given.captures.length > 0 && !given.cancelled,
            refunds: refunds.length,
            quantity: lines.reduce((sum, l) => sum + l.quantity, 0) - back,
            products: lines.map((l) => products[l.product]!),
          })
        }
        // All at once, backwards, and a second time.
        const ids = naive.map((o) => o.order_id).reverse()
        await Promise.all([marketing.syncOrders(ids), ...ids.map((id) => marketing.syncOrders([id]))])

        for (const expected of naive) {
          const [ours] = await database.rows<{ oid: number; net: number }>(
            "select oid, total, discount, refunded, net, purchase, quantity from marketing_order where order_id = $1",
            [expected.order_id],
          )
          const { total, discount, refunded, net, purchase, quantity } = expected
          expect(ours).toMatchObject({ total, discount, refunded, net, purchase, quantity })
          expect(
            await database.one(
              "select count(*)::int as n, coalesce(sum(amount), 0)::int as amount from marketing_refund where oid = $1",
              [ours!.oid],
            ),
          ).toEqual({ n: expected.refunds, amount: refunded })
          const lines = await database.rows<{ amount: number; net: number }>(
            "select amount, net from marketing_order_line where oid = $1 order by line",
            [ours!.oid],
          )
          expect(lines.map((l) => l.amount)).toEqual(expected.amounts)
          const shared = lines.reduce((sum, l) => sum + l.net, 0)
          expect(shared).toBeLessThanOrEqual(net)
          expect(lines.every((l) => l.net >= 0 && l.net <= net)).toBe(true)
        }
        const days = new Map<string, { orders: number; purchases: number; net: number; quantity: number }>()
        for (const o of naive) {
          const key = `${o.customer_id} ${o.day}`
          const sum = days.get(key) ?? { orders: 0, purchases: 0, net: 0, quantity: 0 }
          sum.orders += 1
          if (o.purchase) {
            sum.purchases += 1
            sum.net += o.net
            sum.quantity += o.quantity
          }
          days.set(key, sum)
        }
        const ourDays = await database.rows<{ key: string; orders: number }>(
          `select customer_id || ' ' || day as key, d.orders, d.purchases, d.net, d.quantity
             from marketing_customer_day d join marketing_profile p using (pid) where p.customer_id = any($1)`,
          [customers],
        )
        expect(new Map(ourDays.map(({ key, ...sum }) => [key, sum]))).toEqual(days)
        for (const customer_id of customers) {
          const own = naive.filter((o) => o.customer_id === customer_id)
          if (own.length === 0) continue
          expect(
            await database.one(
              "select orders, purchases, refunded_purchases as refunded from marketing_profile where customer_id = $1",
              [customer_id],
            ),
          ).toEqual({
            orders: own.length,
            purchases: own.filter((o) => o.purchase).length,
            refunded: own.filter((o) => o.purchase && o.refunds > 0).length,
          })
          const bought = own.filter((o) => o.purchase).flatMap((o) => [...new Set(o.products)])
          const perProduct = await database.rows<{ product_id: string; purchases: number }>(
            `select g.product_id, c.purchases from marketing_customer_product c
               join marketing_profile p using (pid) join marketing_product g using (product) where p.customer_id = $1`,
            [customer_id],
          )
          expect(Object.fromEntries(perProduct.map((r) => [r.product_id, r.purchases]))).toEqual(
            Object.fromEntries([...new Set(bought)].map((id) => [id, bought.filter((b) => b === id).length])),
          )
        }
      }),
      { numRuns: 10, seed: 20260302 },
    )
  }, 120_000)
})
