import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"

/** The customer stays; tests do not write to them any more. */
export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id!
  await marketingOf(req).verbs.markTestCustomer({ customer_id: id, is_test: false, actor: actorOf(req) })
  res.json({ id, object: "test_customer", deleted: true })
})
