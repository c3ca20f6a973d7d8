import type { MedusaContainer } from "@medusajs/framework/types"
import { PromotionActions } from "@medusajs/framework/utils"
import { createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { updateCartPromotionsWorkflow } from "@medusajs/medusa/core-flows"
import { Missing, Refused } from "../core/problem"
import { refuseBenefit } from "../modules/marketing/benefits/problems"
import { aloneAtCart, aloneAtCarts } from "./alone-at-cart"
import { readCart, readOwnCart, verbsOf } from "./read-cart"

type Asked = { cart_id: string; customer_id: string; coupon_id: number }

/**
 * Lays a shopper's coupon on their cart and lets the store count the discount; the cart on which it lay loses it. Refused, and the
 * coupon where it was, when the promotion does not apply to what is in the cart. Of two carts at the same moment one has it, and
 * the other is told so.
 */
export async function applyCoupon(container: MedusaContainer, asked: Asked): Promise<void> {
  // Nobody waits for a cart that is another's.
  await readOwnCart(container, asked.cart_id, asked.customer_id)
  const from = await verbsOf(container).cartOfCoupon(asked)
  await aloneAtCarts(container, [asked.cart_id, ...(from ? [from] : [])], () => layOn(container, asked, from))
}

async function layOn(container: MedusaContainer, asked: Asked, from: string | null): Promise<void> {
  await readOwnCart(container, asked.cart_id, asked.customer_id)
  const { holdCoupon } = verbsOf(container)
  const left = from === asked.cart_id ? null : from
  const held = await holdCoupon({ ...asked, from })
  try {
    await changeHeldCart(container, changeOf(asked.cart_id, held.code, PromotionActions.ADD))
    const cart = await readCart(container, asked.cart_id)
    if (!cart?.codes.includes(held.code))
      throw new Refused([refuseBenefit("coupon/not-applicable", "coupon_id")])
  } catch (error) {
    const isBack = await putBack(container, asked, held)
    // That cart still says what the coupon took off it.
    if (left && isBack) await holdCoupon({ ...asked, cart_id: left, from: null })
    throw error
  }
  if (left) await leaveCart(container, left, held.code)
}

/**
 * Pressed twice at once, the one that fails leaves alone what the other laid, or is about to lay, on the cart. Answers whether
 * the coupon is free again.
 */
async function putBack(
  container: MedusaContainer,
  asked: Asked,
  { code, held_at }: { code: string; held_at: Date },
): Promise<boolean> {
  const cart = await readCart(container, asked.cart_id)
  if (cart?.codes.includes(code)) return false
  try {
    return (await verbsOf(container).releaseCoupon({ ...asked, held_at })).released
  } catch (error) {
    // It is being used on this very cart meanwhile; what is told is what went wrong first.
    if (error instanceof Missing) return false
    throw error
  }
}

/** Takes a coupon off the cart; it is free again. Also takes off a code that was left behind by a coupon now spent or gone. */
export async function removeCoupon(container: MedusaContainer, asked: Asked): Promise<void> {
  await readOwnCart(container, asked.cart_id, asked.customer_id)
  await aloneAtCart(container, asked.cart_id, () => takeOff(container, asked))
}

async function takeOff(container: MedusaContainer, asked: Asked): Promise<void> {
  const cart = await readOwnCart(container, asked.cart_id, asked.customer_id)
  const { code, released } = await verbsOf(container).releaseCoupon(asked)
  if (!released && !cart.codes.includes(code))
    throw new Missing("coupon on this cart", String(asked.coupon_id))
  await changeHeldCart(container, changeOf(asked.cart_id, code, PromotionActions.REMOVE))
}

/** The cart that a coupon left must not promise its discount any longer: it could not be completed. */
async function leaveCart(container: MedusaContainer, cart_id: string, code: string): Promise<void> {
  const cart = await readCart(container, cart_id)
  if (cart && !cart.completed && cart.codes.includes(code))
    await changeHeldCart(container, changeOf(cart_id, code, PromotionActions.REMOVE))
}

const changeOf = (cart_id: string, code: string, action: PromotionActions) => ({
  cart_id,
  promo_codes: [code],
  action: action as PromotionActions.ADD,
  force_refresh_payment_collection: true,
})

/** As a step the core's change leaves the cart's lock to whoever runs it; by itself it would wait for us. */
const changeWorkflow = createWorkflow(
  "marketing-change-codes",
  (input: WorkflowData<ReturnType<typeof changeOf>>) => {
    updateCartPromotionsWorkflow.runAsStep({ input })
    return new WorkflowResponse(undefined)
  },
)

const changeHeldCart = (container: MedusaContainer, input: ReturnType<typeof changeOf>) =>
  changeWorkflow(container).run({ input })
