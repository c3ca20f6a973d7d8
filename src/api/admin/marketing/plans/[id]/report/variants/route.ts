import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { wholeList } from "../../../../../../catalogue"
import { door, marketingOf } from "../../../../../../door"

/** The plan's split tests: the people of each variant, what became of them, and who won. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const tests = await marketingOf(req).verbs.reportSplitTests({ plan_id: req.params.id! })
  res.json(wholeList("split_tests", tests))
})
