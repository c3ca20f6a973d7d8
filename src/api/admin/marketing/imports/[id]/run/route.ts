import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { problemsOf, Refused } from "../../../../../../core/problem"
import { door, marketingOf } from "../../../../../door"
import { readMapping } from "../../mapping"

const refuse = problemsOf({ "import/field": { message: (v) => `${v.message}` } })

const body = z.strictObject({
  mapping: z.unknown().optional(),
  unknown_columns: z.enum(["attributes", "ignore"]).optional(),
  dry_run: z.boolean().optional(),
})

/** Starts an uploaded file: after its mapping was completed, or for real after a dry run. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const read = body.safeParse(req.body ?? {})
  if (!read.success) {
    throw new Refused(
      read.error.issues.map((issue) =>
        refuse("import/field", issue.path.join("."), { message: issue.message }),
      ),
    )
  }
  const made = await marketingOf(req).verbs.startImport({
    import_id: req.params.id!,
    mapping: readMapping(read.data.mapping),
    unknown_columns: read.data.unknown_columns,
    dry_run: read.data.dry_run,
  })
  res.status(202).json({ import: made })
})
