import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, listQuery, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"
import { segmentBody } from "../../../rule-body"
import { segmentEntry } from "../../../segment-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const query = listQuery(req.query)
  const archived = [req.query.state].flat().includes("archived")
  const { segments, count } = await marketingOf(req).verbs.listSegments({ ...query, archived })
  res.json({ segments: segments.map(segmentEntry), count, offset: query.offset, limit: query.limit })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const draft = readBody(segmentBody, req.body)
  const segment = await marketingOf(req).verbs.saveSegment({ ...draft, actor: actorOf(req) })
  res.json({ segment: segmentEntry(segment) })
})
