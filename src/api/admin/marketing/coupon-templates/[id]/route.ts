import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { couponTemplateChange } from "../../../../../benefits/coupon/template"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ coupon_template: await marketingOf(req).verbs.getCouponTemplate(req.params.id!) })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  await verbs.changeCouponTemplate(req.params.id!, readBody(couponTemplateChange, req.body))
  res.json({ coupon_template: await verbs.getCouponTemplate(req.params.id!) })
})
