import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { testSendBody } from "../../../../../message-body"
import { readBody } from "../../../../../read-body"

/** Sends one test, now, and answers what became of it. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { content, to, customer_id } = readBody(testSendBody, req.body)
  const { channel, content: saved } = await verbs.getTemplate(req.params.id ?? "")
  const given = { channel, content: content ?? saved, customer_id, actor: actorOf(req) }
  const [result] = await verbs.testSend({ ...given, to: to === undefined ? [] : [to] })
  res.json({ result })
})
