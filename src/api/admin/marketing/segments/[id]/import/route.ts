import { createReadStream } from "node:fs"
import { unlink } from "node:fs/promises"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { problemsOf, Refused } from "../../../../../../core/problem"
import { actorOf, door, marketingOf } from "../../../../../door"
import { segmentEntry } from "../../../../../segment-body"

const refuse = problemsOf({
  "import/no-file": {
    message: "There is no file in the request.",
    hint: "Send it as the multipart field `file`.",
  },
})

/** Multipart `{ file }`: people into a static or imported segment. Answers the counts and the rejected lines. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const file = (req as MedusaRequest & { file?: { path: string } }).file
  if (!file) throw new Refused([refuse("import/no-file", "file")])
  try {
    const asked = { segment_id: req.params.id!, file: bytesOf(file.path), actor: actorOf(req) }
    const { segment, ...report } = await marketingOf(req).verbs.importMembers(asked)
    res.json({ segment: segmentEntry(segment), ...report })
  } finally {
    await unlink(file.path)
  }
})

/** Opened when it is read, not before: a request refused earlier leaves no stream behind whose file is gone. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path) as AsyncIterable<Buffer>
}
