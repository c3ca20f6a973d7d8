import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../door"
import { stageMovesQuery } from "../../../../../../insight-query"
import { readBody } from "../../../../../../read-body"

/** How the members moved between lifecycle stages in `month`. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { ...readBody(stageMovesQuery, req.query), segment_id: req.params.id! }
  res.json({ stages: await marketingOf(req).verbs.readStageMoves(asked) })
})
