import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { noteOf, withRevision } from "../../../../../plan-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision } = withRevision(req.body)
  const of = { plan_id: req.params.id!, revision, note: noteOf(req.body), actor: actorOf(req) }
  res.json({ plan: await marketingOf(req).verbs.submitPlan(of) })
})
