import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../../../../door"
import { readBody } from "../../../../../../../read-body"

const body = z.strictObject({ variant: z.string().min(1, "is needed").max(100) })

/** Chooses the winner of a split test by hand, once; answers the plan's split tests. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const plan_id = req.params.id!
  await verbs.chooseWinner({
    plan_id,
    node: req.params.node!,
    ...readBody(body, req.body),
    actor: actorOf(req),
  })
  res.json({ split_tests: await verbs.reportSplitTests({ plan_id }) })
})
