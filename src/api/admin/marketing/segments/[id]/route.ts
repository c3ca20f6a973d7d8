import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"
import { segmentBody } from "../../../../rule-body"
import { segmentEntry } from "../../../../segment-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const segment = await marketingOf(req).verbs.getSegment({ segment_id: req.params.id! })
  res.json({ segment: segmentEntry(segment) })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const draft = readBody(segmentBody, req.body)
  const segment = await marketingOf(req).verbs.saveSegment({
    ...draft,
    id: req.params.id!,
    actor: actorOf(req),
  })
  res.json({ segment: segmentEntry(segment) })
})

export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id!
  await marketingOf(req).verbs.deleteSegment({ segment_id: id, actor: actorOf(req) })
  res.json({ id, object: "segment", deleted: true })
})
