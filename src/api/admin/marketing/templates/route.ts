import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, listQuery, marketingOf } from "../../../door"
import { templateBody, textOf } from "../../../message-body"
import { readBody } from "../../../read-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { q, offset, limit } = listQuery(req.query)
  const channel = textOf(req.query, "channel")
  const { templates, count } = await marketingOf(req).verbs.listTemplates({ q, channel, offset, limit })
  res.json({ templates, count, offset, limit })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const body = readBody(templateBody, req.body)
  res.json(await marketingOf(req).verbs.saveTemplate({ ...body, actor: actorOf(req) }))
})
