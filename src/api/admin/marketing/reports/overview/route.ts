import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../door"

/** At most a year back. */
const LONGEST_DAYS = 366

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const days = listQuery({ limit: req.query.days }, 30).limit
  res.json({
    overview: await marketingOf(req).verbs.marketingOverview({
      days: Math.max(1, Math.min(days, LONGEST_DAYS)),
    }),
  })
})
