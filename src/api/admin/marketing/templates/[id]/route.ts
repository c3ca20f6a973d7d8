import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../door"
import { templateBody } from "../../../../message-body"
import { readBody } from "../../../../read-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ template: await marketingOf(req).verbs.getTemplate(req.params.id ?? "") })
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const body = readBody(templateBody, req.body)
  res.json(await marketingOf(req).verbs.saveTemplate({ ...body, id: req.params.id, actor: actorOf(req) }))
})

export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id ?? ""
  await marketingOf(req).verbs.deleteTemplate(id)
  res.json({ id, object: "template", deleted: true })
})
