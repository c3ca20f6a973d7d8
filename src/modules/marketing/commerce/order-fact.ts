/**
 * An order of the store as it stands now, whole: what other areas need to settle benefits and to count.
 * All money is in minor units of `currency`. Read by `readOrders`, numbered (`oid`, `pid`) by `syncOrders`.
 */
export type OrderFact = {
  order_id: string
  oid: number
  cart_id: string | null
  customer_id: string
  pid: number
  sales_channel_id: string | null
  currency: string
  placed_at: Date
  /** First capture; the moment of placing when nothing was to be paid; null while unpaid. */
  paid_at: Date | null
  cancelled_at: Date | null
  /** What the order asks of the customer: after discounts, credits and returns, with tax, before refunds. */
  total: number
  /** What goods that came back took off: with `total`, what was asked before anything was returned. */
  returned: number
  /** What points, store credit and other credits paid: with `total`, what the order costs. */
  credited: number
  discount: number
  /** Delivery after discount, with tax: the part of `total` that no line holds. */
  shipping: number
  /** What came in and what went back: each the store's exact amounts summed, then rounded once. */
  captured: number
  refunded: number
  lines: OrderLineFact[]
  /** Of the order's current version only; a refund without a return is one too, with a reference of the core's own. */
  credit_lines: {
    id: string
    reference: string | null
    reference_id: string | null
    amount: number
    metadata: Record<string, unknown> | null
  }[]
  /** Discounts by promotion, as the core computed them, over items and shipping. */
  adjustments: { promotion_id: string | null; code: string | null; amount: number }[]
  /** In order of time; they add up to `refunded`, so one of them may differ by a unit from its own amount rounded. */
  refunds: { refund_id: string; amount: number; at: Date }[]
}

export type OrderLineFact = {
  line_id: string
  /** Null for a line that was typed in by hand. */
  product_id: string | null
  variant_id: string | null
  title: string
  /** Units that the customer keeps: ordered less returned. */
  quantity: number
  /** Total of the kept units after discount, with tax: Medusa's own `item.total`. */
  amount: number
}

/** An order before it has numbers of ours. */
export type CoreOrder = Omit<OrderFact, "oid" | "pid" | "customer_id"> & { customer_id: string | null }
