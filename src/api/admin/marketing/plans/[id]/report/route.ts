import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const run = req.query.run_id
  const report = await marketingOf(req).verbs.planReport({
    plan_id: req.params.id!,
    run_id: typeof run === "string" ? run : undefined,
  })
  res.json({ report })
})
