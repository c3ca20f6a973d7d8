import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../catalogue"
import { door, marketingOf } from "../../../../door"

/** What cards say and which ways lead into and out of them while they are being drawn; nothing is saved. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { nodes } = (req.body ?? {}) as { nodes?: unknown }
  res.json(wholeList("cards", await marketingOf(req).verbs.drawnCards({ nodes })))
})
