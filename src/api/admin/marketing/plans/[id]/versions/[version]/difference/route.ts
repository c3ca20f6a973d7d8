import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../../../../../door"

/** What is not the same in this version and in the one of `?to=`, or in the draft. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { to } = req.query
  const asked = {
    plan_id: req.params.id!,
    from: Number(req.params.version),
    ...(to === undefined || to === "draft" ? {} : { to: Number(to) }),
  }
  res.json({ difference: await marketingOf(req).verbs.compareVersions(asked) })
})
