import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { ownProfileChange } from "../../../../core/profile/change"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

/** `{ "consents": { "email": "yes" }, "birthday": "1984-02-29" }`: what is not named stays as it is, null forgets. */
const body = z.strictObject({
  ...ownProfileChange.shape,
  consents: z.record(z.string().max(60), z.enum(["yes", "no"])).default({}),
})

/** The signed-in shopper's own profile, and what they agreed to in each channel. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ me: await marketingOf(req).verbs.readShopper({ customer_id: actorOf(req) }) })
})

/** Gives or withdraws consent to marketing, says gender, birthday and language; answers like GET. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { consents, ...profile } = readBody(body, req.body)
  const said = { customer_id: actorOf(req), consents, profile }
  res.json({ me: await marketingOf(req).verbs.answerConsents(said) })
})
