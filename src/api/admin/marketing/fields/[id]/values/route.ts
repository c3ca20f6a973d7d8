import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

/** How the values of one field are spread over the customers of this store. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await marketingOf(req).verbs.readFieldValues({ field: req.params.id! }))
})
