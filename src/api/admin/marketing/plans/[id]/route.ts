import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"
import { withMerged, withRevision } from "../../../../plan-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ plan: await marketingOf(req).verbs.getPlan({ plan_id: req.params.id!, actor: actorOf(req) }) })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { revision, rest: drawn } = withRevision(req.body)
  const { merged, rest } = withMerged(drawn)
  const plan = await marketingOf(req).verbs.savePlan({
    plan_id: req.params.id!,
    revision,
    plan: rest,
    merged,
    actor: actorOf(req),
  })
  res.json({ plan })
})

export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id!
  await marketingOf(req).verbs.deletePlan({ plan_id: id, actor: actorOf(req) })
  res.json({ id, object: "plan", deleted: true })
})
