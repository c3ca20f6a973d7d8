import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { q, offset, limit } = listQuery(req.query, 50)
  const text = (value: unknown) => (typeof value === "string" ? value : undefined)
  const { status, run_id, node, node_status } = req.query
  const { people, count } = await marketingOf(req).verbs.planPeople({
    plan_id: req.params.id!,
    run_id: text(run_id),
    status: text(status),
    node: text(node),
    node_status: text(node_status),
    q,
    offset,
    limit,
  })
  res.json({ people, count, offset, limit })
})
