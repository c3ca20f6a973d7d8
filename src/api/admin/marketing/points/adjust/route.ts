import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { generateEntityId } from "@medusajs/framework/utils"
import { z } from "zod"
import { actorOf, door, marketingOf } from "../../../../door"
import { readBody } from "../../../../read-body"

/** No single slip of the finger gives away more. */
const MOST_POINTS = 10_000_000

const body = z.strictObject({
  customer_id: z.string().min(1),
  amount: z.number().int().min(-MOST_POINTS).max(MOST_POINTS),
  reason: z.string().trim().min(1).max(500),
  expires_in_days: z.number().int().positive().max(3650).nullish(),
  /** Made by the form, so that it counts once however often it is sent. */
  key: z.string().min(8).max(100).optional(),
})

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  const { key = generateEntityId(), ...asked } = readBody(body, req.body)
  await verbs.adjustPoints({ ...asked, key, actor: actorOf(req) })
  const { customer_id } = asked
  res.json({
    account: { customer_id, ...(await verbs.readPoints({ customer_id })) },
    warnings: asked.amount > 0 ? await verbs.warnOfAccount(customer_id) : [],
  })
})
