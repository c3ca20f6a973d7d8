import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { publishPlanWorkflow } from "../../../../../../workflows/publish-plan"
import { actorOf, door } from "../../../../../door"
import { noteOf, withRevision } from "../../../../../plan-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision } = withRevision(req.body)
  const input = { plan_id: req.params.id!, revision, note: noteOf(req.body), actor: actorOf(req) }
  const { result: plan } = await publishPlanWorkflow(req.scope).run({ input })
  res.json({ plan })
})
