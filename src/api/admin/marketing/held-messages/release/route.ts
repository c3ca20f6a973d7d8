import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const releaseSchema = z.strictObject({ plan_id: z.string().min(1), node: z.string().min(1).optional() })

/** Lets the held messages of a plan, or of one of its cards, go on with what the card says now; answers of how many cards. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { ...readBody(releaseSchema, req.body), actor: actorOf(req) }
  res.json({ released: await marketingOf(req).verbs.releaseTexts(asked) })
})
