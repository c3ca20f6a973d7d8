import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { door, marketingOf } from "../../../../../door"

/** Where people are and which ways they went: of `run_id`, else of the latest run. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const run = req.query.run_id
  const asked = { plan_id: req.params.id!, run_id: typeof run === "string" ? run : undefined }
  res.json(wholeList("nodes", await marketingOf(req).verbs.planNodes(asked)))
})
