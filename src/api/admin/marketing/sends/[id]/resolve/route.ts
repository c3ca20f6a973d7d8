import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { Missing } from "../../../../../../core/problem"
import { door, marketingOf } from "../../../../../door"
import { resolveBody } from "../../../../../message-body"
import { readBody } from "../../../../../read-body"

/** A message of unknown outcome is settled by a person: it arrived, it did not, or it is sent again. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const id = req.params.id ?? ""
  if (!/^\d{1,15}$/.test(id)) throw new Missing("message", id)
  const { as } = readBody(resolveBody, req.body)
  await marketingOf(req).verbs.resolveSend({ send_id: Number(id), as })
  res.json({ id: Number(id), resolved: as })
})
