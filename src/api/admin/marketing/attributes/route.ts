import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { newAttribute } from "../../../../core/profile/attribute"
import { wholeList } from "../../../catalogue"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

/** The custom attributes of profiles, those that files brought too. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("attributes", await marketingOf(req).verbs.readAttributes()))
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const attribute = { ...readBody(newAttribute, req.body), actor: actorOf(req) }
  res.json({ attribute: await marketingOf(req).verbs.createAttribute(attribute) })
})
