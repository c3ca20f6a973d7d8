import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const customer_id = req.params.customer_id!
  const { verbs } = marketingOf(req)
  await verbs.findPerson(customer_id)
  res.json({ account: { customer_id, ...(await verbs.readPoints({ customer_id })) } })
})
