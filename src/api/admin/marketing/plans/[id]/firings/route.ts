import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

/** When the plan starts next, as it is saved. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await marketingOf(req).verbs.listFirings({ plan_id: req.params.id! }))
})

/** The body may hold unsaved parts of the plan, such as the schedule that is being chosen. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, draft: req.body ?? {} }
  res.json(await marketingOf(req).verbs.listFirings(asked))
})
