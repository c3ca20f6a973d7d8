import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { couponTemplateInput } from "../../../../benefits/coupon/template"
import { createCouponTemplateWorkflow } from "../../../../workflows/create-coupon-template"
import { actorOf, door, listQuery, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit, q } = listQuery(req.query)
  const state = typeof req.query.state === "string" ? req.query.state : undefined
  const found = await marketingOf(req).verbs.listCouponTemplates({ q, state, offset, limit })
  res.json({ ...found, offset, limit })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const template = readBody(couponTemplateInput, req.body)
  await verbs.checkCouponTemplate(template)
  const made = await createCouponTemplateWorkflow(req.scope).run({
    input: { template, created_by: actorOf(req) },
  })
  res.json({ coupon_template: await verbs.getCouponTemplate(made.result) })
})
