import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../../../door"
import { withRevision } from "../../../../../../../plan-body"

/** Puts the version into the draft. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision } = withRevision(req.body)
  const asked = {
    plan_id: req.params.id!,
    version: Number(req.params.version),
    revision,
    actor: actorOf(req),
  }
  res.json({ plan: await marketingOf(req).verbs.restoreVersion(asked) })
})
