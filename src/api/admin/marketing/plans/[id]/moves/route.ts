import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { door, marketingOf } from "../../../../../door"

/** Everybody's ways from one version to another, and how far they are. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("moves", await marketingOf(req).verbs.listMoves({ plan_id: req.params.id! })))
})
