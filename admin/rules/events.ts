/**
 * What the store records by itself; a store's own events can be typed in by name.
 * `things` are the properties that can be picked from a list; `money` says that amounts can be measured.
 */
export type KnownEvent = { name: string; things: ThingKind[]; money: boolean }
export type ThingKind = "product" | "category" | "sales_channel"

export const KNOWN_EVENTS: KnownEvent[] = [
  { name: "purchase", things: ["product", "category", "sales_channel"], money: true },
  { name: "order_placed", things: ["product", "category", "sales_channel"], money: true },
  { name: "refund", things: ["sales_channel"], money: true },
  { name: "cart_open", things: ["product", "category"], money: true },
  { name: "cart_updated", things: ["product", "category"], money: false },
  { name: "checkout_started", things: [], money: false },
  { name: "product_viewed", things: ["product", "category"], money: false },
  { name: "visited", things: [], money: false },
  { name: "searched", things: [], money: false },
]

/** Recorded too, but better asked for by the words above; they show in a customer's history. */
const TOLD = [
  "order_paid",
  "order_cancelled",
  "customer_created",
  "page_viewed",
  "cart_created",
  "product_added",
]

/** The property a picked thing is compared by. */
export const propertyOf: Record<ThingKind, string> = {
  product: "product_id",
  category: "category_id",
  sales_channel: "sales_channel_id",
}

export const knownEvent = (name: string): KnownEvent | undefined => KNOWN_EVENTS.find((e) => e.name === name)

/** Whether the event has a name in the reader's language. */
export const isNamed = (name: string): boolean => knownEvent(name) !== undefined || TOLD.includes(name)
