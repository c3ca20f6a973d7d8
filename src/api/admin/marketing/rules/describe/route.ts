import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"
import { describeBody } from "../../../../rule-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { rule, language, cards } = readBody(describeBody, req.body)
  res.json(await marketingOf(req).verbs.describeRule({ rule, language, cards }))
})
