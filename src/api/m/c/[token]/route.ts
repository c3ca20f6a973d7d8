import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"
import { PRIVATE, sendNotFound } from "../../page"

/** A tracked link. Where it leads stands in our table and nowhere in the request (S1). HEAD is answered and not counted (S3). */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const target = await marketingOf(req).verbs.recordClick({
    token: req.params.token ?? "",
    user_agent: req.get("user-agent"),
    look: req.method === "HEAD",
  })
  if (!target) return sendNotFound(res)
  res.set(PRIVATE).redirect(302, target)
})
