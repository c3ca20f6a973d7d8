import { POINTS_REFERENCE } from "../../src/core/ledger/credit-line"
import { money, type Row, stamps, stampsAt } from "./insert-rows"
import type { Order } from "./year"

const PROVIDER = "pp_system_default"

/** An order as its rows know it: id, the part after the prefix, minor units, ISO times after it was placed. */
type Known = { id: string; key: string; total: number; refunded: number; after: (hours: number) => string }

/** What was to be paid, paid and paid back. */
export function paymentRows(order: Order, { id, key, total, refunded, after }: Known): Record<string, Row[]> {
  const placed = stamps(order.at)
  const paid = order.state !== "unpaid" && order.state !== "cancelled"
  const back = order.refund ? stamps(order.refund.at) : placed
  const collection = `pay_col_${key}`
  const common = { currency_code: "eur", provider_id: PROVIDER, data: {}, payment_collection_id: collection }
  return {
    payment_collection: [
      {
        id: collection,
        currency_code: "eur",
        ...money("amount", total),
        ...money("authorized_amount", total),
        ...money("captured_amount", paid ? total : 0),
        ...money("refunded_amount", refunded),
        status: paid ? "completed" : order.state === "cancelled" ? "canceled" : "authorized",
        completed_at: paid ? after(1) : null,
        ...placed,
      },
    ],
    payment_session: [
      {
        id: `payses_${key}`,
        ...common,
        ...money("amount", total),
        status: order.state === "cancelled" ? "canceled" : "authorized",
        authorized_at: placed.created_at,
        ...placed,
      },
    ],
    payment: [
      {
        id: `pay_${key}`,
        ...common,
        ...money("amount", total),
        payment_session_id: `payses_${key}`,
        captured_at: paid ? after(1) : null,
        canceled_at: order.state === "cancelled" ? after(7) : null,
        ...placed,
      },
    ],
    order_payment_collection: [
      { id: `ordpay_${key}`, order_id: id, payment_collection_id: collection, ...placed },
    ],
    capture: paid
      ? [{ id: `capt_${key}`, payment_id: `pay_${key}`, ...money("amount", total), ...stampsAt(after(1)) }]
      : [],
    refund: order.refund
      ? [{ id: `ref_${key}`, payment_id: `pay_${key}`, ...money("amount", refunded), ...back }]
      : [],
    order_transaction: [
      ...(paid ? [transaction(id, key, "capture", total, stampsAt(after(1)))] : []),
      ...(order.refund ? [transaction(id, key, "refund", -refunded, back)] : []),
    ],
  }
}

/** Money that the order was given: for a refund, and for points. */
export function creditRows(order: Order, id: string, key: string): Row[] {
  const line = (name: string, reference: string, reference_id: string, amount: number, at: Date) => ({
    id: `ordcl_${key}${name}`,
    order_id: id,
    reference,
    reference_id,
    version: 1,
    metadata: { created_in_version: 1 },
    ...money("amount", amount),
    ...stamps(at),
  })
  const { refund, points } = order
  return [
    // A refund without a return is booked by the core as a credit under its payment collection.
    ...(refund ? [line("", "payment_collection", `pay_col_${key}`, refund.amount, refund.at)] : []),
    ...(points ? [line("_points", POINTS_REFERENCE, String(points.hold_id), points.amount, order.at)] : []),
  ]
}

const transaction = (
  id: string,
  key: string,
  kind: "capture" | "refund",
  amount: number,
  when: Row,
): Row => ({
  id: `ordtrx_${key}_${kind}`,
  order_id: id,
  version: 1,
  currency_code: "eur",
  reference: kind,
  reference_id: kind === "capture" ? `capt_${key}` : `ref_${key}`,
  ...money("amount", amount),
  ...when,
})
