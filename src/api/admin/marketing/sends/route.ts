import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../door"
import { textOf } from "../../../message-body"

/** The send ledger, filtered by state, reason, channel, plan, run and customer. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const names = ["state", "reason", "channel", "plan_id", "run_id", "customer_id"]
  const filter = Object.fromEntries(names.map((name) => [name, textOf(req.query, name)]))
  const { sends, count } = await marketingOf(req).verbs.listSends({ ...filter, offset, limit })
  res.json({ sends, count, offset, limit })
})
