import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../door"
import { readBody } from "../../../../../../read-body"
import { syncRun } from "../../../../../../sync-body"

/** `{ part }`: looks for differences at once, also after it had stopped. The work itself goes on in the background. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const asked = { segment_id: req.params.id!, ...readBody(syncRun, req.body) }
  await verbs.runSync(asked)
  res.status(202).json({ sync: await verbs.readSync(asked) })
})
