/** The things of the store that facts are made of. */
export const SUBJECTS = ["customer", "product", "order", "cart"] as const
export type Subject = (typeof SUBJECTS)[number]

/** What a hint may name instead: something that leads to subjects. */
export const TRAILS = [
  "payment",
  "fulfillment",
  "product_category",
  "product_collection",
  "product_type",
  "product_tag",
  "product_variant",
  "price",
  "price_list",
  "inventory_level",
  "reservation",
  "customer_group",
  "customer_group_customer",
  "customer_address",
] as const
export type Trail = (typeof TRAILS)[number]

/** "Look at this again": all that a shop event is worth, since the store's rows are the truth. */
export type Hint = { source: Subject | Trail; source_id: string }
