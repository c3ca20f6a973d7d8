import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../door"

/** Changes of the store that could not be read too often, with why. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query, 50)
  const { news, count } = await marketingOf(req).verbs.listStuckNews({ offset, limit })
  res.json({ inbox: news, count, offset, limit })
})
