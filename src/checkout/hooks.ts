import type { BigNumberInput, MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { StepResponse } from "@medusajs/framework/workflows-sdk"
import { POINTS_REFERENCE } from "../core/ledger/credit-line"
import { Refused } from "../core/problem"
import type { CountingCoupon } from "../modules/marketing/benefits/hold-coupon"
import type { Reserved } from "../modules/marketing/benefits/reserve-for-cart"
import { aloneAtCart, refreshPayment } from "./alone-at-cart"
import { clampPoints } from "./cart-points"
import { isBelowZero, logOf, minorOf, readCart, verbsOf } from "./read-cart"

type Given = { container: MedusaContainer }
type Adjusted = { adjustments?: { promotion_id?: string | null }[] | null }
type CompletingCart = {
  id: string
  completed_at?: string | Date | null
  currency_code: string
  total: BigNumberInput
  customer?: { id: string } | null
  customer_id?: string | null
  items?: Adjusted[]
  shipping_methods?: Adjusted[]
  credit_lines?: { amount: unknown; reference: string | null; reference_id: string | null }[]
  payment_collection?: { amount: unknown } | null
}

/**
 * Never hand the promotion engine an empty list: it makes broken SQL of it and every cart of the store fails
 * (Medusa 2.21). This value stands for "no coupon".
 */
const NO_TEMPLATE = "-"

/** After so many seconds the core's workflows lose the lock that they hold on a cart. */
const LONGEST_AT_A_CART_S = 10

/**
 * For `updateCartPromotionsWorkflow.hooks.setPromotionContext`: which coupons this customer holds on this very cart. A cart
 * that only carries somebody's e-mail holds none, because a coupon is laid on a cart by its signed-in owner.
 */
export async function coupons({ cart }: { cart: Record<string, unknown> }, { container }: Given) {
  const customer_id = (cart.customer as { id?: string } | null)?.id
  const held = customer_id ? await verbsOf(container).couponsOnCart(String(cart.id), customer_id) : []
  return contextOf(held, cart.original_item_total, String(cart.currency_code))
}

/**
 * For `computeAdjustmentsForPreviewWorkflow.hooks.setPromotionContext`: where staff carry the promotions of an order over to what they
 * make of it (an edit, an exchange, a claim), the coupons that it was placed with go on counting.
 */
export async function carriedCoupons(
  {
    order,
    previewedOrder,
  }: { order: { id: string; currency_code: string }; previewedOrder: { original_item_total?: unknown } },
  { container }: Given,
) {
  const used = await verbsOf(container).couponsOfOrder(order.id)
  return contextOf(used, previewedOrder.original_item_total, order.currency_code)
}

/** `goods`: what they cost before discounts. */
function contextOf(coupons: CountingCoupon[], goods: unknown, currency: string) {
  const amount = minorOf(goods ?? 0, currency)
  const templates = coupons
    .filter(({ minimum }) => !minimum || (minimum.currency === currency && amount >= minimum.amount))
    .map((coupon) => coupon.template_id)
  return new StepResponse({ marketing: { coupon_templates: [NO_TEMPLATE, ...templates] } })
}

/**
 * For `completeCartWorkflow.hooks.validate`: refuses a cart below zero, reserves its coupons and its points.
 * Throws before anything is kept, because a hook that throws is not compensated.
 */
export async function reserve({ cart }: { cart: CompletingCart }, { container }: Given) {
  // Medusa validates again when a finished cart is completed once more.
  if (cart.completed_at) return new StepResponse(undefined, undefined as Reserved | undefined)
  const minor = (amount: unknown) => minorOf(amount, cart.currency_code)
  const points = (cart.credit_lines ?? []).filter((line) => line.reference === POINTS_REFERENCE)
  // Fractions of a cent that credits of others leave are theirs to mind; points leave none.
  if (minor(cart.total) < 0 || (points.length > 0 && isBelowZero(cart.total)))
    throw refused("points_exceed_total", "The credits on this cart are more than it costs; take some off.")
  // After a late change of the points on it the payment may still be for the sum before, also where none are left.
  const outdated = cart.payment_collection && minor(cart.payment_collection.amount) !== minor(cart.total)
  if (outdated && (points.length > 0 || (await verbsOf(container).hadPoints(cart.id))))
    throw refused("payment_outdated", "The cart's total has changed; choose the payment again.")
  const promotion_ids = [...(cart.items ?? []), ...(cart.shipping_methods ?? [])].flatMap((line) =>
    (line.adjustments ?? []).flatMap((adjustment) => adjustment.promotion_id ?? []),
  )
  try {
    const reserved = await verbsOf(container).reserveForCart({
      cart_id: cart.id,
      customer_id: cart.customer?.id ?? cart.customer_id ?? null,
      currency: cart.currency_code,
      promotion_ids: [...new Set(promotion_ids)],
      points: points.map((line) => ({ hold_id: Number(line.reference_id), amount: minor(line.amount) })),
    })
    return new StepResponse(undefined, reserved)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const [problem] = error.problems
    throw refused(problem!.code.replace(/[/-]/g, "_"), problem!.message)
  }
}

/** The compensation of `reserve`: the order could not be made. */
export async function unreserve(reserved: Reserved | undefined, { container }: Given): Promise<void> {
  if (reserved) await verbsOf(container).unreserveForCart(reserved)
}

/** For `refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection`: points never exceed what the cart costs. */
export async function clampBeforePayment({ input }: { input: { cart_id: string } }, { container }: Given) {
  await clampPoints(container, input.cart_id)
}

/**
 * For `refreshPaymentCollectionForCartWorkflow.hooks.validate`: the same for carts that only got another code. This refresh
 * has read the total before us and will write it to the payment, so another one follows, as soon as it lets go of the
 * cart. Should that fail, `reserve` refuses the outdated payment and any change of the cart mends it.
 */
export async function clampAtPayment({ cart }: { cart: { id: string } }, { container }: Given) {
  if (!(await clampPoints(container, cart.id))) return
  refreshAfter(container, cart.id).catch((error: Error) =>
    logOf(container)(
      `marketing: the payment of cart ${cart.id} is still for its old total: ${error.message}`,
    ),
  )
}

/** Only when whoever is at the cart now has written; then it may be an order. */
const refreshAfter = (container: MedusaContainer, cart_id: string): Promise<void> =>
  aloneAtCart(
    container,
    cart_id,
    async () => {
      const cart = await readCart(container, cart_id)
      if (cart && !cart.completed) await refreshPayment(container, cart_id)
    },
    LONGEST_AT_A_CART_S,
  )

const refused = (code: string, message: string): MedusaError =>
  new MedusaError(MedusaError.Types.NOT_ALLOWED, message, code)
