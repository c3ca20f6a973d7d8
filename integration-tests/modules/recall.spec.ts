import { Refused } from "../../src/core/problem"
import type { Rule } from "../../src/core/rules/schema"
import { addCouponTemplate, couponRow } from "../support/benefits"
import { coreShop } from "../support/core-rows"
import { createWorld, type World } from "../support/world"

const START = "2026-03-02T09:00:00Z"
const HOUR = 3_600_000
const HEADS = 14

/** A throw of dice that falls alike in every run. */
const dice = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

describe("what is recalled of people (P15)", () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld({ start: START, options: { timezone: "Europe/Berlin" } })
  })
  afterEach(() => world.end())

  const rules = (list: string, template: string, shoes: string): Rule[] => [
    ...[1, 2, 4].flatMap((n): Rule[] => [
      { fact: "purchase.count", op: "gte", value: n },
      { fact: "orders.count", op: "gt", value: n },
      { did: "purchase", count: { gte: n }, window: { last: { days: n } } },
      { did: "order_placed", count: { lt: n }, window: { this: "week" } },
      { did: "visited", days: { gte: n } },
      { did: "searched", where: { query: { contains: "shoe" } }, count: { gte: n } },
      { fact: "points.balance", op: "gte", value: n * 30 },
      { fact: "points.earned", op: "gte", value: n * 40 },
      { fact: "points.spent", op: "gte", value: n * 10 },
      { fact: "coupons.free", op: "eq", value: n },
      { fact: "cart.items", op: "gte", value: n },
      { fact: "behaviour.dwell_seconds", op: "gte", value: n * 25 },
    ]),
    { fact: "purchase.total.eur", op: "gte", value: 9000 },
    { fact: "purchase.refunded.eur", op: "gt", value: 0 },
    { fact: "purchase.count_without_refund", op: "gte", value: 2 },
    { fact: "purchase.last_at", op: "within_last", value: { hours: 30 } },
    { fact: "purchase.days_between", op: "lt", value: 1 },
    { did: "purchase", where: { product_id: shoes }, amount: { gte: 5000, currency: "eur" } },
    { did: "refund" },
    { did: "cart_open" },
    { did: "cart_open", window: { last: { hours: 12 } } },
    { did: "visited", not_then: { did: "order_placed" }, within: { hours: 20 } },
    { did: "order_placed", then: { did: "purchase" }, within: { hours: 30 } },
    { fact: "points.expiring_in_7_days", op: "gt", value: 0 },
    { holds: "coupon", template },
    { holds: "coupon", expires_within: { days: 2 } },
    { holds: "coupon", state: "expired" },
    { fact: "behaviour.follows", op: "has_any", value: ["insta"] },
    { in_segment: list },
  ]

  it("is what rules said of them then: of orders paid, cancelled and refunded, of events, carts, points, coupons and lists", async () => {
    const { marketing, database, clock } = world
    const shop = coreShop(database)
    const ids: string[] = []
    for (let n = 0; n < HEADS; n++) ids.push(await shop.customer({ first_name: `P${n}` }))
    await marketing.syncCustomers(ids)
    const pidOf = new Map(
      (
        await database.rows<{ pid: number; customer_id: string }>(
          "select pid, customer_id from marketing_profile",
        )
      ).map(({ pid, customer_id }) => [customer_id, pid]),
    )
    const shoes = await shop.product("Shoes")
    const hats = await shop.product("Hats")
    await marketing.syncProducts([shoes, hats])
    const template = await addCouponTemplate(world, { valid_days: 3 })
    const list = (await marketing.saveSegment({ name: "List" })).id
    const asked = rules(list, template, shoes)
    const told: { at: Date; rule: Rule; pids: number[] }[] = []
    const open: { order: Awaited<ReturnType<typeof shop.order>>; price: string; paid: boolean }[] = []
    const throwing = dice(3)
    const event = async (customer_id: string, name: string, props: Record<string, unknown> = {}) => {
      const at = await clock.now()
      const key = `${name}:${customer_id}:${at.getTime()}`
      await database.transaction((tx) =>
        marketing.recordEvents(tx, [{ at, key, name, pid: pidOf.get(customer_id)!, props, trusted: true }]),
      )
    }
    const sync = async (order_id: string) => marketing.syncOrders([order_id])
    const acts: ((customer_id: string, at: Date) => Promise<unknown>)[] = [
      async (customer_id, at) => {
        const price = `${20 + throwing(40)}`
        const lines = [shoes, hats].map((product_id) => ({ product_id, price, quantity: 1 }))
        const order = await shop.order({ customer_id, at, shipping: "5", lines })
        open.push({ order, price: `${2 * Number(price) + 5}`, paid: false })
        await sync(order.order_id)
        const cart_id = `cart_${customer_id}`
        await database.run(
          "update cart set completed_at = $2, updated_at = $2 where id = $1 and metadata is null",
          [cart_id, at],
        )
        await marketing.syncCarts([cart_id])
      },
      async (_, at) => {
        const unpaid = open.find(({ paid }) => !paid)
        if (!unpaid) return
        unpaid.paid = true
        await shop.capture(unpaid.order, unpaid.price, at)
        await sync(unpaid.order.order_id)
      },
      async (_, at) => {
        const paid = open[throwing(open.length)]
        if (!paid?.paid) return
        await shop.refund(paid.order, "7.33", at)
        await sync(paid.order.order_id)
      },
      async (_, at) => {
        const one = open.splice(throwing(open.length), 1)[0]
        if (!one) return
        await shop.cancel(one.order, at)
        await sync(one.order.order_id)
      },
      async (customer_id, at) => {
        const cart_id = `cart_${customer_id}`
        const stamp = { created_at: at, updated_at: at }
        const known = await database.run(
          "update cart set updated_at = $2 where id = $1 and completed_at is null and metadata is null",
          [cart_id, at],
        )
        if (!known && (await database.one("select 1 from cart where id = $1", [cart_id]))) return
        if (!known) await shop.add("cart", [{ id: cart_id, customer_id, currency_code: "eur", ...stamp }])
        await shop.add("cart_line_item", [
          {
            id: shop.next("cali"),
            cart_id,
            title: "Hat",
            product_id: hats,
            quantity: 1,
            unit_price: "9",
            ...stamp,
          },
        ])
        await marketing.syncCarts([cart_id])
      },
      async (customer_id, at) => {
        if (throwing(3) > 0) return
        const cart_id = `cart_${customer_id}`
        // It stays so: of one that is filled again it is not kept that it was empty.
        const known = await database.run(
          `update cart set updated_at = $2, metadata = '{"emptied": true}'
            where id = $1 and completed_at is null and metadata is null`,
          [cart_id, at],
        )
        if (!known) return
        await database.run("delete from cart_line_item where cart_id = $1", [cart_id])
        await marketing.syncCarts([cart_id])
      },
      (customer_id) => event(customer_id, "visited"),
      (customer_id) => event(customer_id, "searched", { query: throwing(2) ? "red shoes" : "hats" }),
      (customer_id) => event(customer_id, throwing(2) ? "followed" : "unfollowed", { account: "insta" }),
      (customer_id) => event(customer_id, "left_page", { seconds: throwing(30) }),
      (customer_id) =>
        marketing.adjustPoints({
          ...{ customer_id, amount: 20 + throwing(60), reason: "r", actor: "a", key: `${Math.random()}` },
          expires_in_days: throwing(3) ? null : 2,
        }),
      (customer_id) =>
        marketing
          .adjustPoints({ customer_id, amount: -15, reason: "r", actor: "a", key: `${Math.random()}` })
          .catch((error: Error) => {
            // Whoever has too few keeps them; nothing else may go wrong.
            if (!(error instanceof Refused) || error.problems[0]?.code !== "points/not-enough") throw error
          }),
      (customer_id, at) =>
        database.transaction((tx) =>
          marketing.writeCoupons(tx, [couponRow(pidOf.get(customer_id)!, template)], at),
        ),
      (customer_id) =>
        marketing.addToSegment(
          throwing(2)
            ? { segment_id: list, customer_ids: [customer_id] }
            : { segment_id: list, remove_customer_ids: [customer_id] },
        ),
    ]
    for (let hours = 1, act = 0; act < 260; act++) {
      hours += (throwing(30) + 1) / 30
      const at = new Date(Date.parse(START) + hours * HOUR)
      clock.set(at)
      await acts[throwing(acts.length)]!(ids[throwing(ids.length)]!, at)
      if (act % 13 !== 0) continue
      // As every minute.
      await marketing.expirePoints()
      await marketing.expireCoupons()
      for (const rule of asked) {
        const { text, values } = await marketing.selectPeople({ rule })
        const rows = await database.rows<{ pid: number }>(text, values)
        told.push({ at, rule, pids: rows.map(({ pid }) => pid).sort((a, b) => a - b) })
      }
    }

    const recall = await marketing.recallPeople(database, {
      rules: asked,
      without: { plan_no: 0, since: new Date(0) },
    })
    const histories = await recall.read([...pidOf.values()], { rules: asked, fields: [] })
    let telling = 0
    for (const { at, rule, pids } of told) {
      const recalled = [...histories.values()]
        .filter((history) => recall.matches(rule, recall.asOf(history, at), at))
        .map(({ profile }) => profile.pid)
        .sort((a, b) => a - b)
      expect({ at, rule, pids: recalled }).toEqual({ at, rule, pids })
      if (pids.length > 0 && pids.length < HEADS) telling++
    }
    // Rules that mean everybody or nobody show little.
    expect(telling).toBeGreaterThan(told.length / 3)
  }, 120_000)
})
