import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, hungUp, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"
import { ruleBody } from "../../../../rule-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { rule } = readBody(ruleBody, req.body)
  res.json(await marketingOf(req).verbs.previewRule({ rule, signal: hungUp(res) }))
})
