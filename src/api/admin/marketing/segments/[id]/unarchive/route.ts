import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { segmentEntry } from "../../../../../segment-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { segment_id: req.params.id!, actor: actorOf(req) }
  res.json({ segment: segmentEntry(await marketingOf(req).verbs.unarchiveSegment(asked)) })
})
