/** What can be done, beside the events of the event stream, and how each can be narrowed and measured. */
export const SHOP_FACTS = ["purchase", "order_placed", "refund", "cart_open"] as const
export type ShopFact = (typeof SHOP_FACTS)[number]
export type SourceName = ShopFact | "event"

export const sourceOf = (did: string): SourceName =>
  (SHOP_FACTS as readonly string[]).includes(did) ? (did as ShopFact) : "event"

/** Keys of `where` that look at the product: they narrow the lines. */
export const PRODUCT_KEYS = ["product_id", "category_id", "collection_id", "type_id", "tag_id"] as const
export type ProductKey = (typeof PRODUCT_KEYS)[number]
export const isProductKey = (key: string): key is ProductKey =>
  (PRODUCT_KEYS as readonly string[]).includes(key)

/** Does this key of an event look at its product? A category that was viewed stands in the event itself. */
export const asksProduct = (did: string, key: string): key is ProductKey =>
  isProductKey(key) && !(did === "category_viewed" && key === "category_id")

/** Things of the shop whose ids a rule holds and whose names people know. */
export const SHOP_THINGS = [
  "product",
  "variant",
  "category",
  "collection",
  "type",
  "tag",
  "sales_channel",
  "stock_location",
  "customer_group",
] as const
export type ShopThing = (typeof SHOP_THINGS)[number]

/** What each key that looks at the product holds ids of. */
const PRODUCT_THINGS = {
  product_id: "product",
  category_id: "category",
  collection_id: "collection",
  type_id: "type",
  tag_id: "tag",
} as const satisfies Record<ProductKey, ShopThing>

/** Keys of `where` that are ids of such things. */
export const NAMED: Partial<Record<string, ShopThing>> = {
  ...PRODUCT_THINGS,
  variant_id: "variant",
  sales_channel_id: "sales_channel",
}

/** Keys of `where` that an order is or is not. */
export const FLAGS = ["discounted"] as const
/** Is this key one of them? An event may have a property of the same name. */
export const isFlag = (did: string, key: string): boolean =>
  sourceOf(did) !== "event" && (FLAGS as readonly string[]).includes(key)

/** Keys of `where` that each source understands; events take any other key as one of their properties. */
export const WHERE_KEYS: Record<SourceName, readonly string[]> = {
  purchase: [...PRODUCT_KEYS, "variant_id", "sales_channel_id", "currency", "source", ...FLAGS],
  order_placed: [...PRODUCT_KEYS, "variant_id", "sales_channel_id", "currency", "source", ...FLAGS],
  refund: ["sales_channel_id", "currency", "source"],
  cart_open: [...PRODUCT_KEYS, "variant_id", "currency"],
  event: [...PRODUCT_KEYS, "currency"],
}

/** Does narrowing by these keys look at lines (of an order) rather than at the whole? */
export const looksAtLines = (keys: string[]): boolean =>
  keys.some((k) => isProductKey(k) || k === "variant_id")
