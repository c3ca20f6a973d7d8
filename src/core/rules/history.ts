import { allocate } from "../money"
import { behaviourAfter } from "./behaviour"
import type { FieldRow } from "./field"
import type { CustomerSnapshot, EventFacts, LineFacts, OrderFacts, PointsFacts } from "./snapshot"

type Told = Parameters<typeof behaviourAfter>[0][number]

/** What is kept of one customer with the moments at which it came to be, so that any earlier moment can be looked at. */
export type CustomerHistory = {
  /** As it is today; what is summed up of orders is reckoned anew. */
  profile: FieldRow
  orders: PastOrder[]
  refunds: CustomerSnapshot["refunds"]
  events: EventFacts[]
  /** Those that are known today; one without lines was emptied with its last change. */
  carts: CustomerSnapshot["carts"]
  cart_changes: CartChange[]
  /** What behaviour is summed up from. */
  told: Told[]
  memberships: { id: string; from: Date; to: Date | null }[]
  coupons: PastCoupon[]
  /** Null for somebody who never had any. */
  points: PastPoints | null
  outcomes: CustomerSnapshot["outcomes"]
  relations: CustomerSnapshot["relations"]
  credits: CustomerSnapshot["credits"]
  consents: { channel: string; state: string; at: Date }[]
}

/** Somebody of whom nothing is kept but this. */
export const emptyHistory = (profile: FieldRow): CustomerHistory => ({
  profile,
  orders: [],
  refunds: [],
  events: [],
  carts: [],
  cart_changes: [],
  told: [],
  memberships: [],
  coupons: [],
  points: null,
  outcomes: [],
  relations: [],
  credits: [],
  consents: [],
})

export type PastOrder = OrderFacts & { cancelled_at: Date | null }
export type CartChange = { cart_id: string; at: Date; items: number; total: number; currency: string }
export type PastCoupon = {
  id: string
  plan_no?: number | null
  template_id: string
  state: string
  granted_at: Date
  held_at: Date | null
  used_at: Date | null
  expires_at: Date | null
}
export type PastPoints = {
  /** What waits on carts; only read where nothing earlier than now is asked about. */
  held: number
  moves: { at: Date; kind: string; amount: number }[]
  lots: { at: Date; amount: number; expires_at: Date | null; uses: { at: Date; amount: number }[] }[]
}

/** What was known of a customer at a moment: nothing that happened later. What has no history is as it is today. */
export function asOf(
  history: CustomerHistory,
  now: Date,
  since?: CustomerSnapshot["since"],
): CustomerSnapshot {
  const refunds = history.refunds.filter(({ at }) => at <= now)
  const orders = history.orders
    .filter(({ placed_at }) => placed_at <= now)
    .map((order) => orderThen(order, history.refunds, now))
  return {
    profile: { ...history.profile, ...summedUp(orders) },
    orders,
    refunds,
    events: history.events.filter(({ at }) => at <= now),
    carts: cartsThen(history, now),
    segments: history.memberships
      .filter(({ from, to }) => from <= now && !(to && to <= now))
      .map(({ id }) => id),
    coupons: history.coupons.flatMap((coupon) => couponThen(coupon, now)),
    points: pointsThen(history.points, now),
    outcomes: history.outcomes.filter(({ at }) => at <= now),
    relations: history.relations,
    behaviour: behaviourAfter(history.told.filter(({ at }) => at <= now)),
    credits: history.credits,
    consents: consentsThen(history.consents, now),
    since,
  }
}

/** Paid, cancelled and refunded by then. What was captured in parts counts from the first of them. */
function orderThen(order: PastOrder, refunds: CustomerHistory["refunds"], now: Date): PastOrder {
  const { order_id, paid_at, cancelled_at, net } = order
  const isPaid = paid_at !== null && paid_at <= now
  const isCancelled = cancelled_at !== null && cancelled_at <= now
  const later = refunds.filter((one) => one.order_id === order_id && one.at > now)
  const then = isPaid ? later.reduce((sum, { amount }) => sum + amount, net) : 0
  return {
    ...order,
    paid_at: isPaid ? paid_at : null,
    cancelled_at: isCancelled ? cancelled_at : null,
    purchase: isPaid && !isCancelled,
    net: then,
    lines: then === net ? order.lines : linesOf(order, then),
  }
}

/** The lines' shares of what an order had brought in by then; what belongs to no line stays with delivery. */
function linesOf({ lines, total }: PastOrder, net: number): LineFacts[] {
  const weights = lines.map(({ amount }) => Math.max(0, amount))
  const rest = Math.max(0, total - weights.reduce((sum, weight) => sum + weight, 0))
  const shares = allocate(net, [...weights, rest])
  return lines.map((line, index) => ({ ...line, net: shares[index]! }))
}

/** What a profile keeps of its orders. */
function summedUp(orders: PastOrder[]) {
  const inTime = [...orders].sort((a, b) => a.placed_at.getTime() - b.placed_at.getTime())
  const bought = inTime.filter(({ purchase }) => purchase)
  return {
    orders: inTime.length,
    purchases: bought.length,
    first_order_at: inTime[0]?.placed_at ?? null,
    last_order_at: inTime.at(-1)?.placed_at ?? null,
    first_channel: inTime[0]?.sales_channel_id ?? null,
    last_channel: inTime.at(-1)?.sales_channel_id ?? null,
    first_purchase_at: bought[0]?.placed_at ?? null,
    last_purchase_at: bought.at(-1)?.placed_at ?? null,
  }
}

/**
 * Carts that stood open then. One that has not changed since is as it is today; of others only how many pieces they held and what
 * these cost is kept. One that is gone was ordered with the first order after its last change; one that was left empty closed then.
 */
function cartsThen({ carts, cart_changes, orders }: CustomerHistory, now: Date): CustomerSnapshot["carts"] {
  const open = new Map(carts.map((cart) => [cart.cart_id, cart]))
  const then = new Map(
    carts.filter(({ updated_at }) => updated_at <= now).map((cart) => [cart.cart_id, cart]),
  )
  for (const id of new Set(cart_changes.map(({ cart_id }) => cart_id))) {
    if (then.has(id)) continue
    const changes = cart_changes
      .filter(({ cart_id }) => cart_id === id)
      .sort((a, b) => a.at.getTime() - b.at.getTime())
    const change = changes.filter(({ at }) => at <= now).at(-1)
    if (!change) continue
    const last = changes.at(-1)!.at
    const ordered = orders.some(({ placed_at }) => placed_at >= last && placed_at <= now)
    if (ordered && !open.has(id)) continue
    const { at: updated_at, items, total, currency } = change
    const line = { product: null, variant_id: null, quantity: items, amount: total, net: total }
    then.set(id, { cart_id: id, updated_at, currency, lines: [line] })
  }
  return [...then.values()].filter(({ lines }) => lines.length > 0)
}

/** When one was taken back is not kept: it counts as taken back from the start. */
function couponThen(coupon: PastCoupon, now: Date): CustomerSnapshot["coupons"] {
  const { id, template_id, granted_at, expires_at, plan_no } = coupon
  return granted_at > now ? [] : [{ id, template_id, expires_at, plan_no, state: stateThen(coupon, now) }]
}

function stateThen({ state, used_at, held_at, expires_at }: PastCoupon, now: Date): string {
  if (state === "revoked") return state
  if (used_at && used_at <= now) return "used"
  if (state === "expired") return expires_at && expires_at > now ? "free" : state
  return state !== "free" && held_at && held_at <= now && !used_at ? state : "free"
}

/** What waited on a cart at an earlier moment is not kept: all that was there could be spent. */
function pointsThen(points: PastPoints | null, now: Date): PointsFacts | null {
  const moved = points?.moves.filter(({ at }) => at <= now) ?? []
  if (!points || moved.length === 0) return null
  return {
    balance: moved.reduce((sum, { amount }) => sum + amount, 0),
    held: points.held,
    lots: points.lots
      .filter(({ at }) => at <= now)
      .map(({ amount, expires_at, uses }) => ({
        expires_at,
        remaining: uses.reduce((left, use) => (use.at <= now ? left - use.amount : left), amount),
      }))
      .filter(({ remaining }) => remaining > 0),
    moved: moved.map(({ kind, amount }) => ({ kind, amount })),
  }
}

/** Only the last answer is kept: who agreed later had not agreed yet, and who refuses today is not taken to have agreed before. */
function consentsThen(consents: CustomerHistory["consents"], now: Date): Record<string, string> {
  return Object.fromEntries(
    consents
      .filter(({ state, at }) => at <= now || state === "no")
      .map(({ channel, state }) => [channel, state]),
  )
}
