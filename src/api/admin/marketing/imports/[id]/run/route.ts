import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { readMapping } from "../../mapping"

const body = z.strictObject({
  mapping: z.unknown().optional(),
  unknown_columns: z.enum(["attributes", "ignore"]).optional(),
  tags_mode: z.enum(["keep", "overwrite"]).optional(),
  dry_run: z.boolean().optional(),
})

/** Starts an uploaded file: after its mapping was completed, or for real after a dry run. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const given = readBody(body, req.body)
  const made = await marketingOf(req).verbs.startImport({
    import_id: req.params.id!,
    mapping: readMapping(given.mapping),
    unknown_columns: given.unknown_columns,
    tags_mode: given.tags_mode,
    dry_run: given.dry_run,
  })
  res.status(202).json({ import: made })
})
