import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { q, offset, limit } = listQuery(req.query, 50)
  const { status, run_id } = req.query
  const { people, count } = await marketingOf(req).verbs.planPeople({
    plan_id: req.params.id!,
    run_id: typeof run_id === "string" ? run_id : undefined,
    status: typeof status === "string" ? status : undefined,
    q,
    offset,
    limit,
  })
  res.json({ people, count, offset, limit })
})
