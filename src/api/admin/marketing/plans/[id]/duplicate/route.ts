import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

/** What the copy is called, in the language of whoever makes it. */
const copySchema = z.strictObject({ name: z.string().trim().min(1).max(200).optional() })

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { ...readBody(copySchema, req.body ?? {}), plan_id: req.params.id!, actor: actorOf(req) }
  const plan = await marketingOf(req).verbs.duplicatePlan(asked)
  res.json({ plan })
})
