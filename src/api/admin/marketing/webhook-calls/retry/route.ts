import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const retrySchema = z.strictObject({
  plan_id: z.string().min(1).optional(),
  no: z.int().positive().optional(),
})

/** Tries again what failed too often, one, of a plan or all; answers how many. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ retried: await marketingOf(req).verbs.retryStuckCalls(readBody(retrySchema, req.body)) })
})
