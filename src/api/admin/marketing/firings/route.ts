import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"

/** When a plan that is not saved yet would start; the body is the plan so far. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await marketingOf(req).verbs.listFirings({ draft: req.body ?? {} }))
})
