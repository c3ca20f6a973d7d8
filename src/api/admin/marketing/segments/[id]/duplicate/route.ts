import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { duplicateBody } from "../../../../../rule-body"
import { segmentEntry } from "../../../../../segment-body"

/** `frozen`: a static segment of the members now. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { ...readBody(duplicateBody, req.body), segment_id: req.params.id!, actor: actorOf(req) }
  res.json({ segment: segmentEntry(await marketingOf(req).verbs.duplicateSegment(asked)) })
})
