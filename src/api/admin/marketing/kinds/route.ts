import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { kindEntry, wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The kinds of this store, in the order of the palette. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const kinds = [...marketingOf(req).registry.kinds.values()]
  res.json(wholeList("kinds", kinds.map(kindEntry)))
})
