import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, listQuery, marketingOf } from "../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query, 50)
  const text = (name: string) => {
    const value = req.query[name]
    return typeof value === "string" && value ? value : undefined
  }
  const where = { entity: text("entity"), entity_id: text("entity_id"), actor: text("actor") }
  const { entries, count } = await marketingOf(req).verbs.listAudit({ ...where, offset, limit })
  res.json({ entries, count, offset, limit })
})
