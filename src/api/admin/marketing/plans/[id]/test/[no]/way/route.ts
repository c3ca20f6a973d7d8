import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../../door"
import { readBody } from "../../../../../../../read-body"
import { wayBody } from "../../../../../../../trial-body"

/** Says by which way the person goes on, where the test asks. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const asked = { plan_id: req.params.id!, no: Number(req.params.no) }
  await verbs.chooseTrialWay({ ...readBody(wayBody, req.body), ...asked })
  res.json({ test: await verbs.getTrial(asked) })
})
