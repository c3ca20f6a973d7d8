import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const retrySchema = z.strictObject({
  plan_id: z.string().min(1),
  node: z.string().min(1).optional(),
  customer_id: z.string().min(1).optional(),
})

/** Lets the parked people of a plan, of one of its nodes, or one person, try again; answers how many. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ retried: await marketingOf(req).verbs.retryParked(readBody(retrySchema, req.body)) })
})
