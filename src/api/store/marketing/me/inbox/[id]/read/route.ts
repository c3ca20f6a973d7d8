import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../../door"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const of = { customer_id: actorOf(req), id: req.params.id ?? "" }
  res.json({ message: await marketingOf(req).verbs.readInboxMessage(of) })
})
