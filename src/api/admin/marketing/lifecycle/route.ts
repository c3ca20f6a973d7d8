import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"

/** How many customers are in each stage and of each intent now, and where the fifths of all buyers lie. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ lifecycle: await marketingOf(req).verbs.readLifecycleFigures() })
})
