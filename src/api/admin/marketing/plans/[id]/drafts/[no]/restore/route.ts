import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../../../door"
import { withRevision } from "../../../../../../../plan-body"

/** Makes the draft say again what it said then. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision } = withRevision(req.body)
  const asked = { plan_id: req.params.id!, no: Number(req.params.no), revision, actor: actorOf(req) }
  res.json({ plan: await marketingOf(req).verbs.restoreDraft(asked) })
})
