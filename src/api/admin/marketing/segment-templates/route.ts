import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The gallery of segments, in its order, with the values to fill in and what this store lacks for each. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const templates = await marketingOf(req).verbs.listSegmentTemplates()
  res.json(
    wholeList(
      "segment_templates",
      templates.map((template) => ({ ...template, available: !template.unavailable })),
    ),
  )
})
