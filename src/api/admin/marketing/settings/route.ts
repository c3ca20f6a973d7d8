import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { approvalSchema } from "../../../../core/approval"
import { lifecycleChangeSchema } from "../../../../core/lifecycle/settings"
import { sendingLimitsChangeSchema } from "../../../../core/message/sending-limits"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

const body = z
  .strictObject({
    sending: z.enum(["on", "stopped"]).optional(),
    lifecycle: lifecycleChangeSchema.optional(),
    limits: sendingLimitsChangeSchema.optional(),
    approval: approvalSchema.optional(),
  })
  // Each can be refused, and what is refused changes nothing.
  .refine(
    ({ lifecycle, limits, approval }) => [lifecycle, limits, approval].filter(Boolean).length < 2,
    "Change the lifecycle, the limits and approval one by one.",
  )

const settingsOf = async ({ verbs }: ReturnType<typeof marketingOf>, actor: string) => ({
  settings: {
    ...(await verbs.readSending()),
    breakers: await verbs.readBreakers(),
    limits: await verbs.readSendingLimits(),
    lifecycle: await verbs.readLifecycle(),
    approval: await verbs.readApproval({ actor }),
  },
})

/** What is set for the whole store: whether and how much is sent, the thresholds of the lifecycle, who approves plans, and who decided so last. `approval.may_change`: whether whoever asks may change who approves. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json(await settingsOf(marketingOf(req), actorOf(req)))
})

/**
 * `{ "sending": "stopped" }` stops every plan's messages at once, `"on"` lets them go on. `{ "lifecycle": { "stages": ... } }`
 * and `{ "limits": { "quiet_hours": ... } }` change the parts given, each as a whole; `{ "approval": { "on": true, "approvers": ["user_…"] } }` has plans approved before they are published.
 */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { sending, lifecycle, limits, approval } = readBody(body, req.body)
  const marketing = marketingOf(req)
  const actor = actorOf(req)
  // What can be refused comes first: a refusal changes nothing.
  if (limits) await marketing.verbs.saveSendingLimits({ change: limits, actor })
  if (approval) await marketing.verbs.saveApproval({ approval, actor })
  if (lifecycle) await marketing.verbs.saveLifecycle({ change: lifecycle, actor })
  if (sending) await marketing.verbs.switchSending({ to: sending, actor })
  res.json(await settingsOf(marketing, actor))
})
