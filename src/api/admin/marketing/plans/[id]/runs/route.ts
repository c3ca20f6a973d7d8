import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const { runs, count } = await marketingOf(req).verbs.listRuns({ plan_id: req.params.id!, offset, limit })
  res.json({ runs, count, offset, limit })
})
