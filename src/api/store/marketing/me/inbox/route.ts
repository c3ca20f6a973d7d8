import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, listQuery, marketingOf } from "../../../../door"

/** The signed-in customer's own messages, newest first. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const customer_id = actorOf(req)
  const inbox = await marketingOf(req).verbs.listInbox({ customer_id, offset, limit })
  res.json({ ...inbox, offset, limit })
})
