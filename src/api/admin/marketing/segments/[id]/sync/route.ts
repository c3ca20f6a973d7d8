import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"
import { syncBody, syncEnd } from "../../../../../sync-body"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ sync: await marketingOf(req).verbs.readSync({ segment_id: req.params.id! }) })
})

/** Fills a customer group from now on, or tells another system; `secret` is there when it was made just now, and never again. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const body = readBody(syncBody, req.body)
  const { verbs } = marketingOf(req)
  const whose = { segment_id: req.params.id!, actor: actorOf(req) }
  const { secret } =
    "webhook" in body
      ? await verbs.saveWebhook({ ...whose, ...body.webhook })
      : { secret: await verbs.mirrorToGroup({ ...whose, ...body.group }).then(() => null) }
  res.json({ sync: await verbs.readSync(whose), ...(secret ? { secret } : {}) })
})

/** `?part=group&people=leave|remove` or `?part=webhook`. */
export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const end = readBody(syncEnd, req.query)
  const { verbs } = marketingOf(req)
  const whose = { segment_id: req.params.id!, actor: actorOf(req) }
  if (end.part === "group") await verbs.stopMirror({ ...whose, people: end.people })
  else await verbs.removeWebhook(whose)
  res.json({ id: whose.segment_id, object: `segment_${end.part}_sync`, deleted: true })
})
