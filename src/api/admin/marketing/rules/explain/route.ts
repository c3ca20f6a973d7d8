import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"
import { explainBody } from "../../../../rule-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { rule, customer_id } = readBody(explainBody, req.body)
  res.json(await marketingOf(req).verbs.explainRule({ rule, customer_id }))
})
