import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, version: Number(req.params.version) }
  res.json({ version: await marketingOf(req).verbs.getVersion(asked) })
})
