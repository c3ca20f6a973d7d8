import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

const body = z.strictObject({
  /** Who has the benefits and no account. */
  from_customer_id: z.string().min(1),
  reason: z.string().trim().min(1).max(500),
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const to_customer_id = req.params.id!
  const moved = await verbs.moveBenefits({ ...readBody(body, req.body), to_customer_id, actor: actorOf(req) })
  res.json({ customer: await verbs.readCustomerSummary(to_customer_id), moved })
})
