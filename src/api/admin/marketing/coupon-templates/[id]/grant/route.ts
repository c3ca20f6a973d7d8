import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { generateEntityId } from "@medusajs/framework/utils"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

const body = z.strictObject({
  customer_id: z.string().min(1),
  reason: z.string().trim().min(1).max(500),
  /** Made by the form, so that it counts once however often it is sent. */
  key: z.string().min(8).max(100).optional(),
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { key = generateEntityId(), ...asked } = readBody(body, req.body)
  const id = await verbs.grantCoupon({ ...asked, key, template_id: req.params.id!, actor: actorOf(req) })
  const { coupons } = await verbs.listCoupons({ id, offset: 0, limit: 1 })
  res.json({ coupon: coupons[0], warnings: await verbs.warnOfAccount(asked.customer_id) })
})
