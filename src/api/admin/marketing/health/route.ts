import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"

/** How far the background work is behind, what waits for a decision, and who answers the checkout's hooks. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs, checkoutHooks } = marketingOf(req)
  res.json({ health: { ...(await verbs.readHealth()), checkout_hooks: checkoutHooks } })
})
