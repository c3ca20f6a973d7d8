import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../door"

/** The members as CSV, written while they are read; who stops listening stops the reading. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { segment, text } = await marketingOf(req).verbs.exportSegment({ segment_id: req.params.id! })
  res.set("Content-Type", "text/csv; charset=utf-8")
  res.set(
    "Content-Disposition",
    `attachment; filename="segment.csv"; filename*=UTF-8''${fileName(segment.name)}`,
  )
  // Whoever goes away in the middle is no fault of ours; the connection is closed either way.
  await pipeline(Readable.from(text), res).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error
  })
})

const fileName = (name: string) =>
  `${encodeURIComponent(name.replace(/[/\\:*?"<>|]/g, "_")).replace(/['()*]/g, "_")}.csv`
