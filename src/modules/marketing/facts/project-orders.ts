import { allocate } from "../../../core/money"
import { orderEvents } from "../../../ingest/order-events"
import type { OrderFact } from "../commerce/order-fact"
import type { ReadOrders } from "../commerce/read-orders"
import type { Sql } from "../database"
import type { NumberFacts } from "./number-facts"
import type { RecordEvents } from "./record-events"
import type { RefreshRollups } from "./refresh-rollups"
import { dropCarts } from "./store/carts"
import { lockFacts } from "./store/locks"
import {
  cancelVanished,
  type LineRow,
  replaceLines,
  replaceRefunds,
  selectOrders,
  upsertOrders,
} from "./store/orders"

/** Lets benefits take back or give what these orders decide (a coupon used, points of a cancelled order). */
export type SettleOrders = (tx: Sql, orders: OrderFact[], now: Date) => Promise<void>
/** Lets attribution count these orders as they stand now. */
export type AttributeOrders = (tx: Sql, oids: number[], now: Date) => Promise<void>

/**
 * Makes our orders say what the store's orders say now, with everything that follows from them (events, sums, benefits,
 * attribution), in the caller's transaction. An order without a customer belongs to nobody and is left out.
 */
export const projectOrders =
  (parts: {
    readOrders: ReadOrders
    numberFacts: NumberFacts
    recordEvents: RecordEvents
    refreshRollups: RefreshRollups
    settleOrders: SettleOrders
    attributeOrders: AttributeOrders
  }) =>
  async (tx: Sql, orderIds: string[], now: Date): Promise<void> => {
    const ids = [...new Set(orderIds)].sort()
    if (ids.length === 0) return
    await lockFacts(tx, "order", ids)
    const before = await selectOrders(tx, ids)
    const core = (await parts.readOrders(tx, ids)).flatMap((order) =>
      order.customer_id ? [{ ...order, customer_id: order.customer_id }] : [],
    )
    const { pidOf, productOf } = await parts.numberFacts(tx, core, now)

    await upsertOrders(
      tx,
      core.map((order) => ({
        ...order,
        pid: pidOf.get(order.customer_id)!,
        quantity: order.lines.reduce((sum, line) => sum + line.quantity, 0),
        promotion_codes: [...new Set(order.adjustments.flatMap((a) => a.code ?? []))].sort(),
      })),
      now,
    )
    const numbers = new Map((await selectOrders(tx, ids)).map((row) => [row.order_id, row]))
    const orders: OrderFact[] = core.flatMap((order) => {
      const number = numbers.get(order.order_id)
      return number ? [{ ...order, oid: number.oid, pid: number.pid }] : []
    })
    orders.push(...(await vanished(tx, ids, orders, now)))

    const oids = orders.map((order) => order.oid)
    await dropCarts(
      tx,
      orders.flatMap((order) => order.cart_id ?? []),
    )
    await replaceLines(
      tx,
      oids,
      orders.flatMap((order) => lineRows(order, productOf)),
    )
    await replaceRefunds(
      tx,
      oids,
      orders.flatMap(({ oid, pid, currency, refunds }) => refunds.map((r) => ({ ...r, oid, pid, currency }))),
    )
    await parts.recordEvents(tx, orders.flatMap(orderEvents))
    await parts.refreshRollups(
      tx,
      [...before, ...orders].map((order) => order.pid),
      now,
    )
    await parts.settleOrders(tx, orders, now)
    await parts.attributeOrders(tx, oids, now)
  }

export type ProjectOrders = ReturnType<typeof projectOrders>

/** Each line's exact share of what the order brought in; what is left falls to delivery and to lines typed in by hand. */
function lineRows(order: OrderFact, productOf: Map<string, number>): LineRow[] {
  const known = order.lines.flatMap((line) => {
    const product = line.product_id ? productOf.get(line.product_id) : undefined
    return product === undefined ? [] : [{ ...line, product }]
  })
  const weight = (amount: number) => Math.max(0, amount)
  const typedIn = order.lines.filter((line) => !line.product_id || !productOf.has(line.product_id))
  const rest = typedIn.reduce((sum, line) => sum + weight(line.amount), weight(order.shipping))
  const shares = allocate(order.captured - order.refunded, [
    ...known.map((line) => weight(line.amount)),
    rest,
  ])
  return known.map((line, index) => ({
    oid: order.oid,
    line: index,
    pid: order.pid,
    product: line.product,
    variant_id: line.variant_id,
    placed_at: order.placed_at,
    quantity: line.quantity,
    amount: line.amount,
    net: shares[index]!,
    currency: order.currency,
    purchase: order.paid_at !== null && order.cancelled_at === null,
  }))
}

async function vanished(tx: Sql, ids: string[], there: OrderFact[], now: Date): Promise<OrderFact[]> {
  const known = new Set(there.map((order) => order.order_id))
  const gone = ids.filter((id) => !known.has(id))
  if (gone.length === 0) return []
  return (await cancelVanished(tx, gone, now)).map((order) => ({
    ...order,
    cart_id: null,
    sales_channel_id: null,
    paid_at: null,
    total: 0,
    returned: 0,
    credited: 0,
    discount: 0,
    shipping: 0,
    captured: 0,
    refunded: 0,
    lines: [],
    credit_lines: [],
    adjustments: [],
    refunds: [],
  }))
}
