import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { withRevision } from "../../../../../plan-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision } = withRevision(req.body)
  const plan = await marketingOf(req).verbs.publishPlan({
    plan_id: req.params.id!,
    revision,
    actor: actorOf(req),
  })
  res.json({ plan })
})
