import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { profileChange } from "../../../../../../core/profile/change"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

/**
 * What staff knows of a customer: null forgets, absent stays. What the customer's `metadata` in the store says as well
 * comes back from there when the customer changes.
 */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const customer_id = req.params.id!
  await verbs.changeProfile({ customer_id, change: readBody(profileChange, req.body), actor: actorOf(req) })
  res.json({ customer: await verbs.readCustomerSummary(customer_id) })
})
