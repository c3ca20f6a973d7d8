import type { OrderFact } from "../modules/marketing/commerce/order-fact"
import type { ShopEvent } from "./shop-event"

/** What an order says that its customer did. The keys are made of the facts, so saying it again adds nothing. */
export function orderEvents(order: OrderFact): ShopEvent[] {
  const of = (name: string, at: Date, amount: number, key: string): ShopEvent => ({
    at,
    key: `order:${order.order_id}:${key}`,
    name,
    pid: order.pid,
    oid: order.oid,
    amount,
    currency: order.currency,
    props: { order_id: order.order_id, sales_channel_id: order.sales_channel_id },
  })
  return [
    of("order_placed", order.placed_at, order.total, "placed"),
    ...(order.paid_at ? [of("order_paid", order.paid_at, order.captured, "paid")] : []),
    ...(order.cancelled_at ? [of("order_cancelled", order.cancelled_at, order.total, "cancelled")] : []),
    ...order.refunds.map((refund) => of("refund", refund.at, refund.amount, `refund:${refund.refund_id}`)),
  ]
}
