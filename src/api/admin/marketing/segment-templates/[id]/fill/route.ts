import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { templateBody } from "../../../../../rule-body"

/** The rule a template makes of these values, and a name; post both to /segments to keep them. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { values } = readBody(templateBody, req.body)
  res.json(await marketingOf(req).verbs.fillSegmentTemplate({ template_id: req.params.id!, values }))
})
