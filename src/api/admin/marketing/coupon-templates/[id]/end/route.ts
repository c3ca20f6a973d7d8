import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  await verbs.endCouponTemplate(req.params.id!)
  res.json({ coupon_template: await verbs.getCouponTemplate(req.params.id!) })
})
