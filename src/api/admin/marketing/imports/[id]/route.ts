import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../../door"

/** One import with its first hundred rejected lines (`offset` for more). */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset } = listQuery(req.query)
  res.json({ import: await marketingOf(req).verbs.getImport({ import_id: req.params.id!, offset }) })
})
