import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { insightQuery } from "../../../../../insight-query"
import { readBody } from "../../../../../read-body"

/** Beside all customers, or the members of the segment `compare`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { ...readBody(insightQuery, req.query), segment_id: req.params.id! }
  res.json({ insight: await marketingOf(req).verbs.readInsight(asked) })
})
