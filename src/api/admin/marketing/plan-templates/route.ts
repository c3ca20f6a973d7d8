import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { actorOf, door, marketingOf } from "../../../door"

/** Ready plans in the order of the gallery, with the values to fill in and what this store lacks for each. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("plan_templates", await marketingOf(req).verbs.listPlanTemplates()))
})

/** Makes one of the saved draft of a plan. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { id, name, description } = await verbs.makeOwnTemplate({ template: req.body, actor: actorOf(req) })
  res.json({ plan_template: { id, name, description } })
})
