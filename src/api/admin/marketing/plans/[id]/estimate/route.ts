import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

/** The body may hold unsaved parts of the plan, such as the canvas that is being drawn. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, draft: req.body ?? {} }
  res.json({ estimate: await marketingOf(req).verbs.estimatePlan(asked) })
})
