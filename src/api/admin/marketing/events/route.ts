import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** What a rule can ask whether somebody did. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("events", await marketingOf(req).verbs.listEventNames()))
})
