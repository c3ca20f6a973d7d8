import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../../../../door"

/** What a message of a test said. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { id, no, hop, nth } = req.params
  const asked = { plan_id: id!, no: Number(no), hop: Number(hop), nth: Number(nth) }
  res.json({ message: await marketingOf(req).verbs.readTrialMessage(asked) })
})
