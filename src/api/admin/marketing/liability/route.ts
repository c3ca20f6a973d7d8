import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ liability: await marketingOf(req).verbs.readLiability() })
})
