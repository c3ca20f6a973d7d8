import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const retrySchema = z.strictObject({ id: z.int().positive().optional() })

/** Reads again what could not be read too often, one change or all; answers how many. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ retried: await marketingOf(req).verbs.retryStuckNews(readBody(retrySchema, req.body)) })
})
