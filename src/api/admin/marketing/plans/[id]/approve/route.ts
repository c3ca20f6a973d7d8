import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { publishPlanWorkflow } from "../../../../../../workflows/publish-plan"
import { actorOf, door } from "../../../../../door"
import { noteOf, submittedRevision } from "../../../../../plan-body"

/** `revision` is the one that was submitted, as the plan's `review` tells it: nobody approves what they did not see. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const revision = submittedRevision(req.body)
  const of = { plan_id: req.params.id!, revision, note: noteOf(req.body), actor: actorOf(req) }
  const { result: plan } = await publishPlanWorkflow(req.scope).run({ input: { ...of, approve: true } })
  res.json({ plan })
})
