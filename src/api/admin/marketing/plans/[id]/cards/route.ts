import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { door, marketingOf } from "../../../../../door"

/** What each card of the plan's draft, or of `?version=`, says and which ways lead out of it, as its kind sees its settings. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { version } = req.query
  const asked = { plan_id: req.params.id!, ...(version === undefined ? {} : { version: Number(version) }) }
  res.json(wholeList("cards", await marketingOf(req).verbs.planCards(asked)))
})
