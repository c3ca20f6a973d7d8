import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, no: Number(req.params.no) }
  res.json({ draft: await marketingOf(req).verbs.getDraft(asked) })
})
