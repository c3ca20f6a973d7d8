import type { ShopEvent } from "./shop-event"

/** A customer row that came into being: a registration, or a guest's first e-mail. */
export const customerCreated = (customer: {
  pid: number
  customer_id: string
  created_at: Date
  has_account: boolean
}): ShopEvent => ({
  at: customer.created_at,
  key: `customer:${customer.customer_id}:created`,
  name: "customer_created",
  pid: customer.pid,
  props: { account: customer.has_account },
})
