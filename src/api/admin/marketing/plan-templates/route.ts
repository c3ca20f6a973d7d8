import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** Ready plans; post one's `canvas` with a name to make a draft of it. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("plan_templates", await marketingOf(req).verbs.listPlanTemplates()))
})
