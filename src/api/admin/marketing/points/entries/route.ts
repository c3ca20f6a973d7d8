import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, listQuery, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const filters = z.object({
  customer_id: z.string().optional(),
  kind: z.enum(["grant", "redeem", "reverse", "expire", "adjust"]).optional(),
})

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const asked = readBody(filters, req.query)
  const found = await marketingOf(req).verbs.listPointEntries({ ...asked, offset, limit })
  res.json({ ...found, offset, limit })
})
