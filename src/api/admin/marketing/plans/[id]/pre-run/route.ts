import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../catalogue"
import { actorOf, door, hungUp, marketingOf } from "../../../../../door"

/** Runs the draft without doing anything; who hangs up calls it off. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = { plan_id: req.params.id!, actor: actorOf(req), signal: hungUp(res) }
  res.json({ pre_run: await marketingOf(req).verbs.preRunPlan(asked) })
})

/** Those that were kept, newest first, without their figures. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(wholeList("pre_runs", await marketingOf(req).verbs.listPreRuns({ plan_id: req.params.id! })))
})
