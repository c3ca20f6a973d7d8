import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, listQuery, marketingOf } from "../../../../../door"

/** What moved the signed-in shopper's points, newest first. Notes and names of the staff stay inside. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  const { entries, count } = await marketingOf(req).verbs.listPointEntries({
    customer_id: actorOf(req),
    offset,
    limit,
  })
  const own = entries.map(({ id, kind, points, at, expires_at, order_id }) => ({
    id,
    kind,
    points,
    at,
    expires_at,
    order_id,
  }))
  res.json({ entries: own, count, offset, limit })
})
