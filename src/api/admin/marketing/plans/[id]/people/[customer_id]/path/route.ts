import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../../../catalogue"
import { door, marketingOf } from "../../../../../../../door"

/** What happened to one customer in the plan, each time she entered, newest first. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, customer_id: req.params.customer_id! }
  const { person, entries } = await marketingOf(req).verbs.personPath(asked)
  res.json({ person, ...wholeList("entries", entries) })
})
