import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, listQuery, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

const state = z.enum(["free", "held", "reserved", "used", "revoked", "expired"])
const filters = z.object({
  customer_id: z.string().optional(),
  template_id: z.string().optional(),
  state: z.union([state.transform((one) => [one]), z.array(state)]).optional(),
})

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const { state: states, ...asked } = readBody(filters, req.query)
  const found = await marketingOf(req).verbs.listCoupons({ ...asked, states, offset, limit })
  res.json({ ...found, offset, limit })
})
