import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MathBN } from "@medusajs/framework/utils"
import { type Due, POINTS_REFERENCE } from "../core/ledger/credit-line"
import { toMinor } from "../core/money"
import { Conflict, Missing } from "../core/problem"
import { MARKETING } from "../modules/marketing/name"
import type { Ports } from "../modules/marketing/ports"
import type { Verbs } from "../modules/marketing/verbs"

/** A cart as far as benefits look at it. */
export type CartView = {
  id: string
  customer_id: string | null
  currency: string
  /** The credits on it are more than it costs. */
  below_zero: boolean
  /** What it costs without points, after discounts and other credits. */
  due: Due
  completed: boolean
  codes: string[]
  /** Our credit lines: points put on the cart. `amount` is the store's decimal text. */
  points_lines: { id: string; hold_id: number; amount: string }[]
}

type CoreCart = {
  id: string
  customer_id: string | null
  currency_code: string
  total: BigNumberInput
  completed_at: string | Date | null
  /** Without an entry where the promotion was deleted meanwhile. */
  promotions?: ({ code: string } | undefined)[]
  credit_lines?: {
    id: string
    amount: BigNumberInput
    raw_amount?: BigNumberInput | null
    reference: string | null
    reference_id: string | null
  }[]
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
  const lines = (cart.credit_lines ?? []).filter((line) => line.reference === POINTS_REFERENCE)
  const due = MathBN.add(cart.total, ...lines.map(exactOf))
  return {
    id: cart.id,
    customer_id: cart.customer_id,
    currency: cart.currency_code,
    below_zero: isBelowZero(cart.total),
    due: { minor: minorOf(due, cart.currency_code), exact: due.toFixed() },
    completed: Boolean(cart.completed_at),
    codes: (cart.promotions ?? []).flatMap((promotion) => promotion?.code ?? []),
    points_lines: lines.map((line) => ({
      id: line.id,
      hold_id: Number(line.reference_id),
      amount: MathBN.convert(exactOf(line)).toFixed(),
    })),
  }
}

const exactOf = (line: { amount: BigNumberInput; raw_amount?: BigNumberInput | null }): BigNumberInput =>
  line.raw_amount ?? line.amount

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

/** The core shows what is no more than this as zero (its MEDUSA_EPSILON). */
const NOTHING = "0.0001"

export const isBelowZero = (total: BigNumberInput): boolean => MathBN.lt(total, `-${NOTHING}`)

type Module = { verbs: Verbs; ports: Ports }

export const verbsOf = (container: MedusaContainer): Verbs => container.resolve<Module>(MARKETING).verbs
export const logOf = (container: MedusaContainer): Ports["log"] =>
  container.resolve<Module>(MARKETING).ports.log
