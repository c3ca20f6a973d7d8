import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { benefitEntry, wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The benefits of this store, in the order of the palette. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const benefits = [...marketingOf(req).registry.benefits.values()]
  res.json(wholeList("benefits", benefits.map(benefitEntry)))
})
