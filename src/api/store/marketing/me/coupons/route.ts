import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, listQuery, marketingOf } from "../../../../door"

/** The signed-in shopper's coupons; `state=all` also shows those that are used or over. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const { coupons, count } = await marketingOf(req).verbs.listCoupons({
    customer_id: actorOf(req),
    states: req.query.state === "all" ? undefined : ["free", "held"],
    offset,
    limit,
  })
  const own = coupons.map(({ granted_by: _by, reason: _reason, customer_id: _own, ...coupon }) => coupon)
  res.json({ coupons: own, count, offset, limit })
})
