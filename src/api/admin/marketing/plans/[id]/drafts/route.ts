import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { door, marketingOf } from "../../../../../door"

/** What the draft said at earlier times. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("drafts", await marketingOf(req).verbs.listDrafts({ plan_id: req.params.id! })))
})
