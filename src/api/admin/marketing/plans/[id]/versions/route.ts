import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { door, marketingOf } from "../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("versions", await marketingOf(req).verbs.listVersions({ plan_id: req.params.id! })))
})
