import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { membersBody } from "../../../../../rule-body"
import { segmentEntry } from "../../../../../segment-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { q, offset, limit } = listQuery(req.query)
  const asked = { segment_id: req.params.id!, q, offset, limit }
  const { members, count } = await marketingOf(req).verbs.listMembers(asked)
  res.json({ members: members.map(({ pid: _, ...member }) => member), count, offset, limit })
})

/** Picks people for a static segment by hand, and takes them out. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { add, remove } = readBody(membersBody, req.body)
  const change = { segment_id: req.params.id!, customer_ids: add, remove_customer_ids: remove }
  res.json({ segment: segmentEntry(await marketingOf(req).verbs.addToSegment(change)) })
})
