import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

/** `{ "consents": { "email": "yes" } }`: channels that are not named stay as they are. */
const body = z.strictObject({ consents: z.record(z.string().max(60), z.enum(["yes", "no"])) })

/** The signed-in shopper's own profile, and what they agreed to in each channel. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ me: await marketingOf(req).verbs.readShopper({ customer_id: actorOf(req) }) })
})

/** Gives or withdraws consent to marketing; answers like GET. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { consents } = readBody(body, req.body)
  res.json({ me: await marketingOf(req).verbs.answerConsents({ customer_id: actorOf(req), consents }) })
})
