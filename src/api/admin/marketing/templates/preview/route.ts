import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../door"
import { previewBody } from "../../../../message-body"
import { readBody } from "../../../../read-body"

/** What somebody would read of a content that is not saved: `{ rendered, problems }`. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await marketingOf(req).verbs.previewContent(readBody(previewBody, req.body)))
})
