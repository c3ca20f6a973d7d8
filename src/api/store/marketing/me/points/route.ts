import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ points: await marketingOf(req).verbs.readPoints({ customer_id: actorOf(req) }) })
})
