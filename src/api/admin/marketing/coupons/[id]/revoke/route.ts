import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

const params = z.object({ id: z.coerce.number().int().positive() })
const body = z.strictObject({ reason: z.string().trim().max(500).default("") })

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { id } = readBody(params, req.params)
  const { reason } = readBody(body, req.body)
  await verbs.revokeCoupon({ coupon_id: id, reason, actor: actorOf(req) })
  const { coupons } = await verbs.listCoupons({ id, offset: 0, limit: 1 })
  res.json({ coupon: coupons[0] })
})
