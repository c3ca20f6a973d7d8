import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const asked = z.strictObject({ url: z.string().trim().min(1).max(2_000) })

/** Whether the receiver at `url` has a secret of its own, and who made it when; null for an address that nothing is sent to. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ receiver: await marketingOf(req).verbs.readCallSecret(readBody(asked, req.query)) })
})

/** Makes the secret by which the receiver at `url` knows that it was us: in this answer, and never again. The one before signs nothing more. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const of = { ...readBody(asked, req.body), actor: actorOf(req) }
  const { secret, ...receiver } = await marketingOf(req).verbs.makeCallSecret(of)
  res.json({ receiver, secret })
})
