import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { reasonOf, withRevision } from "../../../../../plan-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision } = withRevision(req.body)
  const of = { plan_id: req.params.id!, revision, reason: reasonOf(req.body), actor: actorOf(req) }
  res.json({ plan: await marketingOf(req).verbs.rejectPlan(of) })
})
