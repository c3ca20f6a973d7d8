import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { templateBody } from "../../../../../rule-body"

/** Who a template would mean with these values, the rule they make, and the rule as a sentence. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const given = readBody(templateBody, req.body)
  res.json(await marketingOf(req).verbs.previewSegmentTemplate({ ...given, template_id: req.params.id! }))
})
