import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const plan = await marketingOf(req).verbs.duplicatePlan({ plan_id: req.params.id!, actor: actorOf(req) })
  res.json({ plan })
})
