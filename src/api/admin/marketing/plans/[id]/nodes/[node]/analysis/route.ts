import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../../door"

/** What an analysis node measured. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, node: req.params.node! }
  res.json({ analysis: await marketingOf(req).verbs.analyseNode(asked) })
})
