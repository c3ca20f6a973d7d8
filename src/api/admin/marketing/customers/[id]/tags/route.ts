import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { tagChange } from "../../../../../../core/profile/tags"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

/** `{ add, remove }`: what staff changes of a customer's tags. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const customer_id = req.params.id!
  await verbs.changeTags({ customer_id, ...readBody(tagChange, req.body), actor: actorOf(req) })
  res.json({ customer: await verbs.readCustomerSummary(customer_id) })
})
