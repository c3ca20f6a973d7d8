import type { FieldRow } from "./field"

/** Everything that rules can ask about one customer, read at one moment. */
export type CustomerSnapshot = {
  /** The row of marketing_profile. */
  profile: FieldRow
  orders: OrderFacts[]
  refunds: {
    refund_id: string
    order_id: string
    at: Date
    amount: number
    currency: string
    sales_channel_id: string | null
    source: string
  }[]
  events: EventFacts[]
  carts: { cart_id: string; updated_at: Date; currency: string; lines: LineFacts[] }[]
  /** Static and imported segments that hold this customer. */
  segments: string[]
  /** `plan_no`: the plan that gave it, where that is read. */
  coupons: {
    id: string
    state: string
    template_id: string
    expires_at: Date | null
    plan_no?: number | null
  }[]
  /** Null for somebody who never had any. */
  points: PointsFacts | null
  outcomes: {
    id: string
    plan_id: string
    outcome: string
    node: string | null
    channel: string | null
    at: Date
  }[]
  /** Children, spouse, pets...; a birthday as day of the calendar. */
  relations: RelationFacts[]
  behaviour: BehaviourFacts
  credits: CreditFacts[]
  /** Channel → what was said. */
  consents: Record<string, string>
  /** Inside a canvas. */
  since?: SinceWhen
}

/** Moments of somebody on the way through a canvas. `passed`: when they last went on from cards that are asked about. */
export type SinceWhen = { entered: Date; previous_node: Date; passed?: Record<string, Date> }

/** A purse. `moved`: what the ledger's transactions brought and took, summed by kind and sign. */
export type PointsFacts = {
  balance: number
  held: number
  lots: { remaining: number; expires_at: Date | null }[]
  moved: { kind: string; amount: number }[]
}
/** What events sum up to: what was begun and not ended since. */
export type BehaviourFacts = {
  dwell_seconds: number
  /** Accounts, group chats and sales reps. */
  follows: string[]
  groups: string[]
  contact_of: string[]
  contact_since: Date | null
}
/** Store credit in one currency, in minor units. */
export type CreditFacts = { currency: string; balance: number; topped_up: number; top_ups: number }
export type RelationFacts = { relation: string; name: string | null; birthday: string | null }

export type ProductFacts = {
  product_id: string
  category_ids: string[]
  collection_id: string | null
  type_id: string | null
  tag_ids: string[]
  /** The store has it no more. */
  deleted: boolean
}
export type LineFacts = {
  product: ProductFacts | null
  variant_id: string | null
  quantity: number
  /** What the line costs, and (of an order) its share of what was captured less refunds. */
  amount: number
  net: number
}
export type OrderFacts = {
  order_id: string
  placed_at: Date
  /** Null until it is paid. */
  paid_at: Date | null
  purchase: boolean
  currency: string
  sales_channel_id: string | null
  source: string
  total: number
  net: number
  quantity: number
  /** Something was taken off its price, by a coupon or another promotion. */
  discounted: boolean
  lines: LineFacts[]
}
export type EventFacts = {
  key: string
  name: string
  at: Date
  product: ProductFacts | null
  amount: number | null
  currency: string | null
  props: Record<string, unknown>
}

const rows = new WeakMap<CustomerSnapshot, FieldRow>()

/** What a field is given: the profile row and the little around it that fields read. Made once a snapshot. */
export function fieldRow(customer: CustomerSnapshot): FieldRow {
  const made = rows.get(customer) ?? makeRow(customer)
  rows.set(customer, made)
  return made
}

const makeRow = ({ profile, orders, carts, ...around }: CustomerSnapshot): FieldRow => ({
  ...profile,
  consents: around.consents,
  relations: around.relations,
  behaviour: around.behaviour,
  credits: around.credits,
  refunds: around.refunds,
  points: around.points,
  coupons: around.coupons,
  cart_lines: carts.flatMap((cart) => cart.lines),
  bought: orders.filter((order) => order.purchase),
})
