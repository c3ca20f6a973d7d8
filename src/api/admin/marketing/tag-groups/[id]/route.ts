import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { tagGroupDraft } from "../../../../../core/profile/tags"
import { actorOf, door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const draft = { ...readBody(tagGroupDraft, req.body), id: req.params.id!, actor: actorOf(req) }
  res.json({ tag_group: await marketingOf(req).verbs.saveTagGroup(draft) })
})

/** The group alone: its tags stay with whoever has them. */
export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id!
  await marketingOf(req).verbs.deleteTagGroup({ id, actor: actorOf(req) })
  res.json({ id, object: "tag_group", deleted: true })
})
