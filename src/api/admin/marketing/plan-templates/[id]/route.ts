import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"

/** Renames one of the store's own, or describes it otherwise. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { id: req.params.id!, template: req.body, actor: actorOf(req) }
  const { id, name, description } = await marketingOf(req).verbs.renameOwnTemplate(asked)
  res.json({ plan_template: { id, name, description } })
})

export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id!
  await marketingOf(req).verbs.removeOwnTemplate({ id, actor: actorOf(req) })
  res.json({ id, object: "plan_template", deleted: true })
})
