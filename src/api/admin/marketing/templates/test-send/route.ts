import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"
import { testSendsBody } from "../../../../message-body"
import { readBody } from "../../../../read-body"

/** Sends a content that is not saved to some addresses, now, and answers what became of each. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const given = readBody(testSendsBody, req.body)
  res.json({ results: await marketingOf(req).verbs.testSend({ ...given, actor: actorOf(req) }) })
})
