import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, listQuery, marketingOf } from "../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit, ...query } = listQuery(req.query)
  const filters = {
    state: several(req.query.state),
    type: several(req.query.type),
    category: several(req.query.category),
    owner: several(req.query.owner),
  }
  const { plans, count } = await marketingOf(req).verbs.listPlans({ ...query, ...filters, offset, limit })
  res.json({ plans, count, offset, limit })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const plan = await marketingOf(req).verbs.savePlan({ plan: req.body, actor: actorOf(req) })
  res.json({ plan })
})

/** `state=draft`, `state=draft,paused` and `state[]=draft&state[]=paused` mean what they look like. */
function several(value: unknown): string[] | undefined {
  const values = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : []
  const texts = values.filter((one): one is string => typeof one === "string" && one !== "")
  return texts.length ? texts : undefined
}
