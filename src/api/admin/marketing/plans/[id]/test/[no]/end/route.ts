import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../../door"

/** Stops a test where it stands. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const asked = { plan_id: req.params.id!, no: Number(req.params.no) }
  await verbs.endTrial(asked)
  res.json({ test: await verbs.getTrial(asked) })
})
