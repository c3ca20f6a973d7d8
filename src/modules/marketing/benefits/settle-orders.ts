import { POINTS_REFERENCE } from "../../../core/ledger/credit-line"
import type { OrderFact } from "../commerce/order-fact"
import type { Sql } from "../database"
import { returnPoints } from "./return-points"
import { spendHeldPoints } from "./spend-held-points"
import { holdsOfOrders } from "./store/holds"
import { type OrderClaims, restoreCoupons, spendCartCoupons, spendLooseCoupons } from "./store/settle-coupons"

/**
 * Brings coupons and points in line with orders as they stand now, in the transaction that wrote them down: coupons on the
 * cart are used, held points are spent; a cancelled order gives both back, a refund gives back its share of the points,
 * once. Safe to repeat.
 */
export const settleOrders =
  () =>
  async (tx: Sql, orders: OrderFact[], now: Date): Promise<void> => {
    const claims = orders.filter(claimsBenefits).map(claimsOf)
    if (claims.length > 0) {
      await spendCartCoupons(tx, claims)
      await spendLooseCoupons(tx, claims)
    }
    const cancelled = orders.filter((order) => order.cancelled_at).map((order) => order.order_id)
    if (cancelled.length > 0) await restoreCoupons(tx, cancelled, now)

    const paidWithPoints = orders.flatMap((order) => {
      const line = order.credit_lines.find((credit) => credit.reference === POINTS_REFERENCE)
      const hold_id = Number(line?.reference_id)
      return line && Number.isSafeInteger(hold_id) && hold_id > 0 ? [{ order, hold_id }] : []
    })
    // An order that vanished from the store took its credit lines along.
    const bare = new Map(
      orders.filter((o) => o.cancelled_at && o.credit_lines.length === 0).map((o) => [o.order_id, o]),
    )
    for (const { id, order_id } of await holdsOfOrders(tx, [...bare.keys()]))
      paidWithPoints.push({ order: bare.get(order_id)!, hold_id: id })
    if (paidWithPoints.length === 0) return
    await spendHeldPoints(tx, paidWithPoints, now)
    await returnPoints(tx, paidWithPoints, now)
  }

export type SettleOrders = ReturnType<typeof settleOrders>
export type OrderPaidWithPoints = { order: OrderFact; hold_id: number }

/** Most orders of a store have nothing of ours: those without a cart or a discount are not looked at. */
const claimsBenefits = (order: OrderFact): boolean => order.cart_id !== null || order.adjustments.length > 0

const claimsOf = (order: OrderFact): OrderClaims => ({
  order_id: order.order_id,
  cart_id: order.cart_id,
  pid: order.pid,
  placed_at: order.placed_at,
  cancelled: order.cancelled_at !== null,
  promotion_ids: order.adjustments.flatMap((a) => (a.promotion_id && a.amount !== 0 ? [a.promotion_id] : [])),
})
