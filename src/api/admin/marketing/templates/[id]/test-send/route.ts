import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { testSendBody } from "../../../../../message-body"
import { readBody } from "../../../../../read-body"

/** Sends one test, now, and answers what became of it. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { content, ...to } = readBody(testSendBody, req.body)
  const template = await verbs.getTemplate(req.params.id ?? "")
  const given = { channel: template.channel, content: content ?? template.content, ...to }
  res.json({ result: await verbs.testSend(given) })
})
