import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { trialBody } from "../../../../../trial-body"

/** Puts one customer into the draft as a test. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const plan_id = req.params.id!
  const no = await verbs.startTrial({ ...readBody(trialBody, req.body), plan_id, actor: actorOf(req) })
  res.json({ test: await verbs.getTrial({ plan_id, no }) })
})

/** Those that are kept, newest first, without drawings and steps. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("tests", await marketingOf(req).verbs.listTrials({ plan_id: req.params.id! })))
})
