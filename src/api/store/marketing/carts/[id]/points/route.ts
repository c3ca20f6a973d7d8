import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { applyPoints, removePoints } from "../../../../../../checkout/cart-points"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

const body = z.strictObject({ points: z.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** Pays with points: answers how many the cart took and what they pay, in minor units. */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const customer_id = actorOf(req)
  const cart_id = req.params.id!
  const { points } = readBody(body, req.body)
  const taken = await applyPoints(req.scope, { cart_id, customer_id, points })
  const account = await marketingOf(req).verbs.readPoints({ customer_id })
  res.json({ cart_id, redeemed: { points: taken.points, amount: taken.amount }, points: account })
})

export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const customer_id = actorOf(req)
  const cart_id = req.params.id!
  await removePoints(req.scope, { cart_id, customer_id })
  const account = await marketingOf(req).verbs.readPoints({ customer_id })
  res.json({ cart_id, redeemed: { points: 0, amount: 0 }, points: account })
})
