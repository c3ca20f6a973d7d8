import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"
import { checkBody } from "../../../../rule-body"

/** Everything that is wrong with a rule; inside a canvas, and as the rule of which segment, when it says so. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { rule, in_canvas, segment_id } = readBody(checkBody, req.body)
  const saved_as = segment_id ? { id: segment_id } : undefined
  res.json(await marketingOf(req).verbs.checkRule({ rule, in_canvas, saved_as }))
})
