import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../door"

/** The cards at which people stand still, over all plans, with what went wrong; who they are tells `/parked`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query, 50)
  res.json({ ...(await marketingOf(req).verbs.listStuckCards({ offset, limit })), offset, limit })
})
