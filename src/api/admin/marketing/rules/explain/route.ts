import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"
import { explainBody } from "../../../../rule-body"

/** `segment_id`: the segment whose rule it is; of a sample it is told whether the customer was drawn. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await marketingOf(req).verbs.explainRule(readBody(explainBody, req.body)))
})
