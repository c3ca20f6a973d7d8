import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { ILockingModule, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { refreshPaymentCollectionForCartWorkflow } from "@medusajs/medusa/core-flows"
import { Conflict } from "../core/problem"

/** Longer than a change of a cart takes, shorter than a shopper waits. */
const PATIENCE_S = 5
const PAUSE_MS = 100
/** A process that died at a cart keeps it no longer than this. */
const LONGEST_S = 60

/**
 * Works on a cart under the lock that the core's own changes and its completion take. What is on the cart and what its payment
 * is for change one after the other: an order placed between the two would be paid with the sum of before. Throws Conflict
 * when others are at the cart for too long.
 */
export async function aloneAtCart<T>(
  container: MedusaContainer,
  cart_id: string,
  work: () => Promise<T>,
  patience = PATIENCE_S,
): Promise<T> {
  const locking = container.resolve(Modules.LOCKING)
  const ownerId = `marketing:${randomUUID()}`
  await takeLock(locking, cart_id, ownerId, patience)
  try {
    return await work()
  } finally {
    await locking.release(cart_id, { ownerId })
  }
}

/** The same at several carts. Taken in one order: two who need the same carts never wait for each other in a circle. */
export function aloneAtCarts<T>(
  container: MedusaContainer,
  cart_ids: string[],
  work: () => Promise<T>,
): Promise<T> {
  const [first, ...others] = [...new Set(cart_ids)].sort()
  return first === undefined
    ? work()
    : aloneAtCart(container, first, () => aloneAtCarts(container, others, work))
}

/** Not the module's `execute`: in its PostgreSQL provider that is another lock than the one the core's workflows take. */
async function takeLock(locking: ILockingModule, cart_id: string, ownerId: string, patience: number) {
  for (let left = (patience * 1000) / PAUSE_MS; ; left--) {
    try {
      return await locking.acquire(cart_id, { ownerId, expire: LONGEST_S })
    } catch {
      if (left <= 0)
        throw new Conflict("cart/busy", "This cart is being changed or completed at this moment.")
    }
    await pause(PAUSE_MS)
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
