import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** Ready plans in the order of the gallery, with the values to fill in and what this store lacks for each. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("plan_templates", await marketingOf(req).verbs.listPlanTemplates()))
})
