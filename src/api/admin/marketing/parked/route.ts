import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../door"

/** People whose step failed too often and waits for a decision; of one plan with `plan_id`, of one of its cards with `node`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query, 50)
  const { plan_id, node } = req.query
  const { parked, count } = await marketingOf(req).verbs.listParked({
    plan_id: typeof plan_id === "string" && plan_id ? plan_id : undefined,
    node: typeof node === "string" && node ? node : undefined,
    offset,
    limit,
  })
  res.json({ parked, count, offset, limit })
})
