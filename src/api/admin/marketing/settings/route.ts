import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { lifecycleChangeSchema } from "../../../../core/lifecycle/settings"
import { sendingLimitsChangeSchema } from "../../../../core/message/sending-limits"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

const body = z
  .strictObject({
    sending: z.enum(["on", "stopped"]).optional(),
    lifecycle: lifecycleChangeSchema.optional(),
    limits: sendingLimitsChangeSchema.optional(),
  })
  // Either can be refused, and what is refused changes nothing.
  .refine(
    ({ lifecycle, limits }) => !(lifecycle && limits),
    "Change the lifecycle and the limits one by one.",
  )

const settingsOf = async ({ verbs }: ReturnType<typeof marketingOf>) => ({
  settings: {
    ...(await verbs.readSending()),
    breakers: await verbs.readBreakers(),
    limits: await verbs.readSendingLimits(),
    lifecycle: await verbs.readLifecycle(),
  },
})

/** What is set for the whole store: whether and how much is sent, the thresholds of the lifecycle, and who decided so last. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await settingsOf(marketingOf(req)))
})

/**
 * `{ "sending": "stopped" }` stops every plan's messages at once, `"on"` lets them go on. `{ "lifecycle": { "stages": ... } }`
 * and `{ "limits": { "quiet_hours": ... } }` change the parts given, each as a whole.
 */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { sending, lifecycle, limits } = readBody(body, req.body)
  const marketing = marketingOf(req)
  const actor = actorOf(req)
  // What can be refused comes first: a refusal changes nothing.
  if (limits) await marketing.verbs.saveSendingLimits({ change: limits, actor })
  if (lifecycle) await marketing.verbs.saveLifecycle({ change: lifecycle, actor })
  if (sending) await marketing.verbs.switchSending({ to: sending, actor })
  res.json(await settingsOf(marketing))
})
