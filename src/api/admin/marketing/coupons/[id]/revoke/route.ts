import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

const params = z.object({ id: z.coerce.number().int().positive() })

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { id } = readBody(params, req.params)
  await verbs.revokeCoupon(id)
  const { coupons } = await verbs.listCoupons({ id, offset: 0, limit: 1 })
  res.json({ coupon: coupons[0] })
})
