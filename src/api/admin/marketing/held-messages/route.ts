import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The cards whose messages are held because their text fails for nearly everybody; of one plan with `plan_id`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { plan_id } = req.query
  const asked = { plan_id: typeof plan_id === "string" && plan_id ? plan_id : undefined }
  res.json(wholeList("held_messages", await marketingOf(req).verbs.listHeldTexts(asked)))
})
