import type { ShopEvent } from "./shop-event"

/** What a cart says that its owner did: changed it last (while it is open), and began to check out. */
export function cartEvents(cart: {
  cart_id: string
  pid: number
  currency: string
  total: number
  updated_at: Date
  checkout_at: Date | null
  open: boolean
  lines: { quantity: number }[]
}): ShopEvent[] {
  const of = (name: string, at: Date, key: string): ShopEvent => ({
    at,
    key: `cart:${cart.cart_id}:${key}`,
    name,
    pid: cart.pid,
    amount: cart.total,
    currency: cart.currency,
    props: {
      cart_id: cart.cart_id,
      items: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    },
  })
  return [
    ...(cart.open && cart.lines.length > 0 ? [of("cart_updated", cart.updated_at, "updated")] : []),
    ...(cart.checkout_at ? [of("checkout_started", cart.checkout_at, "checkout")] : []),
  ]
}
