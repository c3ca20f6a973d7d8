import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"
import { PRIVATE } from "../../page"

const PIXEL = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64")

/** The open pixel. Every token gets the same picture, so nobody learns which exist (S2). */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  if (req.method !== "HEAD")
    await marketingOf(req).verbs.recordOpen({
      token: req.params.token ?? "",
      user_agent: req.get("user-agent"),
    })
  res.set(PRIVATE).type("gif").send(PIXEL)
})
