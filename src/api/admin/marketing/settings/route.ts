import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

const body = z.strictObject({ sending: z.enum(["on", "stopped"]) })

/** What is set for the whole store: whether messages are sent at all, and who decided so last. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  res.json({ settings: await marketingOf(req).verbs.readSending() })
})

/** `{ "sending": "stopped" }` stops every plan's messages at once, `"on"` lets them go on. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { sending } = readBody(body, req.body)
  res.json({ settings: await marketingOf(req).verbs.switchSending({ to: sending, actor: actorOf(req) }) })
})
