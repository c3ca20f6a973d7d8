import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { refreshPaymentCollectionForCartWorkflow } from "@medusajs/medusa/core-flows"
import { Conflict } from "../core/problem"

/** Longer than a change of a cart takes, shorter than a shopper waits. */
const PATIENCE_S = 5

/**
 * Works on a cart under the lock that the core's own changes and its completion take. What is on the cart and what its payment
 * is for change one after the other: an order placed between the two would be paid with the sum of before. Throws Conflict
 * when others are at the cart for too long.
 */
export async function aloneAtCart<T>(
  container: MedusaContainer,
  cart_id: string,
  work: () => Promise<T>,
  timeout = PATIENCE_S,
): Promise<T> {
  let begun = false
  const begin = () => {
    begun = true
    return work()
  }
  try {
    return await container.resolve(Modules.LOCKING).execute(cart_id, begin, { timeout })
  } catch (error) {
    if (begun) throw error
    throw new Conflict("cart/busy", "This cart is being changed or completed at this moment.")
  }
}

/** As a step the core's refresh leaves the cart's lock to whoever runs it; by itself it would wait for us. */
const refreshWorkflow = createWorkflow(
  "marketing-refresh-payment",
  (input: WorkflowData<{ cart_id: string }>) => {
    refreshPaymentCollectionForCartWorkflow.runAsStep({ input })
    return new WorkflowResponse(undefined)
  },
)

/**
 * Brings the payment in line with what the cart costs now; its sessions go when the sum changed. The caller is alone at the cart
 * and knows that it is no order yet: of an order it would take the payment apart.
 */
export const refreshPayment = (container: MedusaContainer, cart_id: string) =>
  refreshWorkflow(container).run({ input: { cart_id } })
