import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { templatePreviewBody } from "../../../../../message-body"
import { readBody } from "../../../../../read-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { content, customer_id } = readBody(templatePreviewBody, req.body)
  const template = await verbs.getTemplate(req.params.id ?? "")
  const given = { channel: template.channel, content: content ?? template.content, customer_id }
  res.json(await verbs.previewContent(given))
})
