import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

const asked = z.strictObject({ url: z.string().trim().min(1).max(2_000) })

/** The secret by which the receiver at `url` knows that it was us; the same for every card that tells its host. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await marketingOf(req).verbs.readCallSecret(readBody(asked, req.body)))
})
