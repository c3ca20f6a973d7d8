import os from "node:os"
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import multer, { MulterError } from "multer"
import { type Problem, problemsOf, Refused } from "../core/problem"
import { asAnswer } from "./door"

const LIMITS = { fileSize: 2 ** 30, files: 1, fields: 20 }

const refuse = problemsOf({
  "import/too-large": {
    message: "The file is larger than {most} MB.",
    hint: "Split it and import the parts.",
  },
  "import/other-field": {
    message: 'The request has a file in the field "{field}".',
    hint: "Send it as the multipart field `file`.",
  },
  "import/many-files": {
    message: "The request has more than one file.",
    hint: "Send one file at a time.",
  },
  "import/many-fields": { message: "The request has more than {most} fields." },
  "import/form": {
    message: "The multipart form can't be read: {reason}.",
    hint: "Send multipart/form-data with its boundary, and send it whole.",
  },
})

/**
 * Takes the one file of a form. It goes to the temporary folder first, never into memory; one larger than the limit is cut
 * off before it fills the disk.
 */
export function takeUpload(limits = LIMITS) {
  const storage = multer.diskStorage({ destination: os.tmpdir() })
  // Browsers write a file's name in UTF-8, whatever the form's standard once said.
  const take = multer({ storage, limits, defParamCharset: "utf8" }).single("file")
  return (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void => {
    take(req as never, res as never, (error: unknown) => {
      if (!error) return next()
      const problem = problemOf(error, limits)
      if (!problem) return next(error)
      const { status, body } = asAnswer(new Refused([problem]))!
      res.status(status).json(body)
    })
  }
}

/** Null: no fault of the request. What goes wrong with the disk has a code, what the form's reader finds has none. */
function problemOf(error: unknown, limits: typeof LIMITS): Problem | null {
  const { message } = error as Error
  if (!(error instanceof MulterError))
    return (error as { code?: unknown }).code ? null : refuse("import/form", "file", { reason: message })
  const { code, field = "" } = error
  if (code === "LIMIT_FILE_SIZE")
    return refuse("import/too-large", "file", { most: limits.fileSize / 2 ** 20 })
  if (code === "LIMIT_FILE_COUNT" || (code === "LIMIT_UNEXPECTED_FILE" && field === "file"))
    return refuse("import/many-files", "file")
  if (code === "LIMIT_UNEXPECTED_FILE") return refuse("import/other-field", "file", { field })
  if (code === "LIMIT_FIELD_COUNT") return refuse("import/many-fields", "", { most: limits.fields })
  return refuse("import/form", "file", { reason: message })
}
