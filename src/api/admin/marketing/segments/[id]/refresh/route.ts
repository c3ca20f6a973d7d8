import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"
import { segmentEntry } from "../../../../../segment-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { segment, entered, left } = await marketingOf(req).verbs.refreshSegment({
    segment_id: req.params.id!,
  })
  res.json({ segment: segmentEntry(segment), entered, left })
})
