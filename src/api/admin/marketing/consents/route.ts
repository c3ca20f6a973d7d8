import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../door"
import { consentBody, textOf } from "../../../message-body"
import { readBody } from "../../../read-body"

/** What one customer agreed to: `?customer_id=cus_...`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const customer_id = textOf(req.query, "customer_id") ?? ""
  const consents = await marketingOf(req).verbs.readConsents({ customer_id })
  res.json({ consents, count: consents.length, offset: 0, limit: consents.length })
})

/** Writes down a customer's answer, with who wrote it and how it was given. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const body = readBody(consentBody, req.body)
  const consents = await marketingOf(req).verbs.setConsent({ ...body, actor: actorOf(req) })
  res.json({ consents, count: consents.length, offset: 0, limit: consents.length })
})
