import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../../../door"
import { withDryRun } from "../../../../../../../plan-body"

/** Moves everybody of this version to the one that runs; with `dry_run` it only counts them. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { dry_run, rest } = withDryRun(req.body)
  const asked = { plan_id: req.params.id!, version: Number(req.params.version), move: rest }
  const { verbs } = marketingOf(req)
  if (dry_run) return res.json({ preview: await verbs.previewMove(asked) })
  return res.status(202).json({ move: await verbs.movePeople({ ...asked, actor: actorOf(req) }) })
})
