import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { attributeChange } from "../../../../../core/profile/attribute"
import { actorOf, door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

/** Its name and its choices; what it holds does not change. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const change = { ...readBody(attributeChange, req.body), key: req.params.key!, actor: actorOf(req) }
  res.json({ attribute: await marketingOf(req).verbs.changeAttribute(change) })
})
