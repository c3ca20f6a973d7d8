import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { publishPlanWorkflow } from "../../../../../../workflows/publish-plan"
import { actorOf, door } from "../../../../../door"
import { withRevision } from "../../../../../plan-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const input = { plan_id: req.params.id!, revision: withRevision(req.body).revision, actor: actorOf(req) }
  const { result: plan } = await publishPlanWorkflow(req.scope).run({ input })
  res.json({ plan })
})
