import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../door"

/** What cards could not tell other systems and waits for a decision; of one plan with `plan_id`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query, 50)
  const { plan_id } = req.query
  const asked = { plan_id: typeof plan_id === "string" && plan_id ? plan_id : undefined, offset, limit }
  const { calls, count } = await marketingOf(req).verbs.listStuckCalls(asked)
  res.json({ webhook_calls: calls, count, offset, limit })
})
