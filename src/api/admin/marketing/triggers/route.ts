import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { triggerEntry, wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The triggers of this store, in the order of the palette. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const triggers = [...marketingOf(req).registry.triggers.values()]
  res.json(wholeList("triggers", triggers.map(triggerEntry)))
})
