import {
  completeCartWorkflow,
  computeAdjustmentsForPreviewWorkflow,
  refreshCartItemsWorkflow,
  refreshPaymentCollectionForCartWorkflow,
  updateCartPromotionsWorkflow,
} from "@medusajs/medusa/core-flows"
import { carriedCoupons, clampAtPayment, clampBeforePayment, coupons, reserve, unreserve } from "./hooks"

/** Who answers a hook of the core: we, another (the store's own or a plugin's, asked first), or nobody by option. */
export type HookState = { hook: string; state: "ours" | "another" | "off"; needed_for: string }

const hooks = [
  {
    hook: "updateCartPromotions.setPromotionContext",
    needed_for: "coupons: without it no coupon gives a discount",
    take: () => updateCartPromotionsWorkflow.hooks.setPromotionContext(coupons as never),
  },
  {
    hook: "completeCart.validate",
    needed_for: "coupons and points: without it they might count in two carts completed at once",
    take: () => completeCartWorkflow.hooks.validate(reserve as never, unreserve as never),
  },
  {
    hook: "refreshPaymentCollectionForCart.validate",
    needed_for: "points: without it a cart that gets cheaper may fall below zero and is refused at the end",
    take: () => refreshPaymentCollectionForCartWorkflow.hooks.validate(clampAtPayment as never),
  },
  {
    hook: "refreshCartItems.beforeRefreshingPaymentCollection",
    needed_for: "points: without it the payment of a cart that gets cheaper is right one refresh later",
    take: () => refreshCartItemsWorkflow.hooks.beforeRefreshingPaymentCollection(clampBeforePayment as never),
  },
  {
    hook: "computeAdjustmentsForPreview.setPromotionContext",
    needed_for:
      "coupons: without it an order that is edited or exchanged loses its coupon's discount where its promotions are carried over",
    take: () => computeAdjustmentsForPreviewWorkflow.hooks.setPromotionContext(carriedCoupons as never),
  },
]

/** Taken by us in this process: a store that is started twice in it (a test) finds its own handlers. */
const ours = new Set<string>()

/**
 * Takes the core's checkout hooks that are free. A hook has room for one handler in the whole store: where another was
 * first, it stays, and a line in the log says what that costs; its owner may call our exported function from theirs.
 * Runs when the application starts, after all workflows are loaded; never throws.
 */
export function registerCheckoutHooks(given: { enabled: boolean; log: (line: string) => void }): HookState[] {
  return hooks.map(({ hook, needed_for, take }) => {
    if (!given.enabled) return { hook, needed_for, state: "off" }
    try {
      if (!ours.has(hook)) take()
      ours.add(hook)
      return { hook, needed_for, state: "ours" }
    } catch (error) {
      given.log(
        `marketing: the hook ${hook} is taken (${(error as Error).message}). Needed for ${needed_for}.`,
      )
      return { hook, needed_for, state: "another" }
    }
  })
}
