import { createReadStream } from "node:fs"
import { unlink } from "node:fs/promises"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { IMPORT_KINDS } from "../../../../core/import/columns"
import { problemsOf, Refused } from "../../../../core/problem"
import { actorOf, door, listQuery, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"
import { readMapping } from "./mapping"

const refuse = problemsOf({
  "import/no-file": {
    message: "There is no file in the request.",
    hint: "Send it as the multipart field `file`.",
  },
})

const fields = z.object({
  kind: z.enum(IMPORT_KINDS as [string, ...string[]], `Choose one of ${IMPORT_KINDS.join(", ")}.`),
  mapping: z.string().optional(),
  unknown_columns: z.enum(["attributes", "ignore"]).default("attributes"),
  tags_mode: z.enum(["keep", "overwrite"]).default("keep"),
  dry_run: z.enum(["true", "false"]).default("false"),
  source: z
    .string()
    .max(100)
    .regex(/^[\p{L}\p{M}\p{N}_ .-]*$/u, "Letters, digits, blanks, dots and dashes only.")
    .optional(),
})

/** Opened when it is read, not before: a request refused earlier leaves no stream behind whose file is gone. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path) as AsyncIterable<Buffer>
}

/** Multipart `{ file, kind, mapping?, unknown_columns?, tags_mode?, dry_run?, source? }`; 202 with the import to follow. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const file = (req as MedusaRequest & { file?: { path: string; originalname: string } }).file
  try {
    const given = readBody(fields, req.body)
    if (!file) throw new Refused([refuse("import/no-file", "file")])
    const made = await marketingOf(req).verbs.createImport({
      kind: given.kind as (typeof IMPORT_KINDS)[number],
      file_name: file.originalname.slice(0, 200),
      file: bytesOf(file.path),
      mapping: readMapping(given.mapping),
      unknown_columns: given.unknown_columns,
      tags_mode: given.tags_mode,
      dry_run: given.dry_run === "true",
      source: given.source,
      actor: actorOf(req),
    })
    res.status(202).json(made)
  } finally {
    if (file) await unlink(file.path)
  }
})

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { offset, limit } = listQuery(req.query)
  res.json({ ...(await marketingOf(req).verbs.listImports({ offset, limit })), offset, limit })
})
