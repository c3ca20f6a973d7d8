import { SHOP_FACTS } from "../../src/core/rules/sources"
import type { ThingSource } from "../api/things"

/**
 * What the store records by itself; a store's own events go by the name they came in under.
 * `narrow` is what it can be narrowed by, the likeliest first; `money` says that amounts can be measured.
 */
export type KnownEvent = { name: string; narrow: readonly string[]; money: boolean }

const PRODUCT = ["product_id", "category_id", "collection_id", "type_id", "tag_id"] as const
const ORDER = [...PRODUCT, "variant_id", "sales_channel_id", "source"] as const

export const KNOWN_EVENTS: KnownEvent[] = [
  { name: "purchase", narrow: ORDER, money: true },
  { name: "order_placed", narrow: ORDER, money: true },
  { name: "refund", narrow: ["sales_channel_id", "source"], money: true },
  { name: "cart_open", narrow: [...PRODUCT, "variant_id"], money: true },
  { name: "cart_updated", narrow: PRODUCT, money: false },
  { name: "checkout_started", narrow: [], money: false },
  { name: "product_viewed", narrow: PRODUCT, money: false },
  { name: "visited", narrow: [], money: false },
  { name: "searched", narrow: [], money: false },
]

/** What is an id of something that can be searched for. */
export const THING_OF: Partial<Record<string, ThingSource>> = {
  product_id: "product",
  variant_id: "variant",
  category_id: "category",
  collection_id: "collection",
  type_id: "type",
  tag_id: "tag",
  sales_channel_id: "sales_channel",
}

/** Recorded too, but better asked for by the words above; they show in a customer's history. */
const TOLD = [
  "order_paid",
  "order_cancelled",
  "customer_created",
  "page_viewed",
  "cart_created",
  "product_added",
]

/** Of the shop itself: these have no properties beside those that are known. */
export const isShopFact = (name: string): boolean => (SHOP_FACTS as readonly string[]).includes(name)

export const narrowingsOf = (name: string): readonly string[] => knownEvent(name)?.narrow ?? PRODUCT

export const knownEvent = (name: string): KnownEvent | undefined => KNOWN_EVENTS.find((e) => e.name === name)

/** Whether the event has a name in the reader's language. */
export const isNamed = (name: string): boolean => knownEvent(name) !== undefined || TOLD.includes(name)
