import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { templateBody } from "../../../../../rule-body"

/** What a template makes of these values, written in this language; post it to /plans with a name to make a draft of it. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const given = readBody(templateBody, req.body)
  res.json({ plan: await marketingOf(req).verbs.fillPlanTemplate({ ...given, template_id: req.params.id! }) })
})
