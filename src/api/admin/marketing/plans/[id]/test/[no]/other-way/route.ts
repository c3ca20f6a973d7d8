import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../../../door"
import { readBody } from "../../../../../../../read-body"
import { otherWayBody } from "../../../../../../../trial-body"

/** Begins another test at a card that was passed, by another way out of it. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const plan_id = req.params.id!
  const given = { ...readBody(otherWayBody, req.body), plan_id, no: Number(req.params.no) }
  const no = await verbs.goOtherWay({ ...given, actor: actorOf(req) })
  res.json({ test: await verbs.getTrial({ plan_id, no }) })
})
