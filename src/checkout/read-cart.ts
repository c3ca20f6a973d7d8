import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { POINTS_REFERENCE } from "../core/ledger/credit-line"
import { toMinor } from "../core/money"
import { Conflict, Missing } from "../core/problem"
import { MARKETING } from "../modules/marketing/name"
import type { Ports } from "../modules/marketing/ports"
import type { Verbs } from "../modules/marketing/verbs"

/** A cart as far as benefits look at it. Money in minor units. */
export type CartView = {
  id: string
  customer_id: string | null
  currency: string
  /** What is still to be paid, after discounts and credits. */
  total: number
  completed: boolean
  codes: string[]
  /** Our credit lines: points put on the cart. */
  points_lines: { id: string; amount: number }[]
}

type CoreCart = {
  id: string
  customer_id: string | null
  currency_code: string
  total: unknown
  completed_at: string | Date | null
  /** Without an entry where the promotion was deleted meanwhile. */
  promotions?: ({ code: string } | undefined)[]
  credit_lines?: { id: string; amount: unknown; reference: string | null }[]
}

const FIELDS = [
  "id",
  "customer_id",
  "currency_code",
  "total",
  "completed_at",
  "promotions.code",
  "credit_lines.*",
]

export async function readCart(container: MedusaContainer, cart_id: string): Promise<CartView | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "cart", fields: FIELDS, filters: { id: cart_id } })
  const cart = data[0] as CoreCart | undefined
  if (!cart) return undefined
  const minor = (amount: unknown) => minorOf(amount, cart.currency_code)
  return {
    id: cart.id,
    customer_id: cart.customer_id,
    currency: cart.currency_code,
    total: minor(cart.total),
    completed: Boolean(cart.completed_at),
    codes: (cart.promotions ?? []).flatMap((promotion) => promotion?.code ?? []),
    points_lines: (cart.credit_lines ?? [])
      .filter((line) => line.reference === POINTS_REFERENCE)
      .map((line) => ({ id: line.id, amount: minor(line.amount) })),
  }
}

/** This customer's own open cart; somebody else's is as good as none. */
export async function readOwnCart(
  container: MedusaContainer,
  cart_id: string,
  customer_id: string,
): Promise<CartView> {
  const cart = await readCart(container, cart_id)
  if (!cart || cart.customer_id !== customer_id) throw new Missing("cart", cart_id)
  if (cart.completed) throw new Conflict("cart/completed", "This cart is an order already.")
  return cart
}

/** Amounts of the core (numbers, texts or BigNumbers) in minor units. */
export function minorOf(amount: unknown, currency: string): number {
  const minor = toMinor(Number(amount).toFixed(8), currency)
  if (minor === null) throw new Error(`The cart holds an amount that is no number: ${String(amount)}`)
  return minor
}

type Module = { verbs: Verbs; ports: Ports }

export const verbsOf = (container: MedusaContainer): Verbs => container.resolve<Module>(MARKETING).verbs
export const logOf = (container: MedusaContainer): Ports["log"] =>
  container.resolve<Module>(MARKETING).ports.log
