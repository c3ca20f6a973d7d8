import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { actorOf, door, hungUp, marketingOf } from "../../../../../door"

/** Runs the draft on the store's last `days`, without doing anything; who hangs up calls it off. */
export const POST = door(async (req: MedusaRequest<{ days?: unknown }>, res: MedusaResponse) => {
  const { days } = req.body ?? {}
  const asked = { plan_id: req.params.id!, actor: actorOf(req), days, signal: hungUp(res) }
  res.json({ replay: await marketingOf(req).verbs.replayPlan(asked) })
})

/** Those that were kept, newest first, without their figures. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("replays", await marketingOf(req).verbs.listReplays({ plan_id: req.params.id! })))
})
