import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { tagGroupDraft } from "../../../../core/profile/tags"
import { wholeList } from "../../../catalogue"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("tag_groups", await marketingOf(req).verbs.listTagGroups()))
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const draft = { ...readBody(tagGroupDraft, req.body), actor: actorOf(req) }
  res.json({ tag_group: await marketingOf(req).verbs.saveTagGroup(draft) })
})
