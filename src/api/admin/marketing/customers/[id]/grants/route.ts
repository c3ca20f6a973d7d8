import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const asked = { customer_id: req.params.id!, offset, limit, kinds: ["coupon" as const, "points" as const] }
  const { items, count } = await marketingOf(req).verbs.readTimeline(asked)
  res.json({ grants: items, count, offset, limit })
})
