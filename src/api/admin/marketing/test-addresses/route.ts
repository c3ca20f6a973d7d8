import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { actorOf, door, marketingOf } from "../../../door"

/** The addresses to which the reader sent tests last. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  res.json(wholeList("test_addresses", await verbs.listTestAddresses({ actor: actorOf(req) })))
})
