import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { applyCoupon, removeCoupon } from "../../../../../../checkout/cart-coupons"
import { actorOf, door, marketingOf } from "../../../../../door"
import { readBody } from "../../../../../read-body"

const body = z.strictObject({ coupon_id: z.coerce.number().int().positive() })

export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = askedOf(req, req.body)
  await applyCoupon(req.scope, asked)
  res.json(await answer(req, asked))
})

export const DELETE = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const given = Object.keys((req.body as object | undefined) ?? {}).length > 0 ? req.body : req.query
  const asked = askedOf(req, given)
  await removeCoupon(req.scope, asked)
  res.json(await answer(req, asked))
})

const askedOf = (req: MedusaRequest, given: unknown) => ({
  cart_id: req.params.id!,
  customer_id: actorOf(req),
  coupon_id: readBody(body, given).coupon_id,
})

async function answer(req: MedusaRequest, asked: ReturnType<typeof askedOf>) {
  const { coupons } = await marketingOf(req).verbs.listCoupons({
    id: asked.coupon_id,
    customer_id: asked.customer_id,
    offset: 0,
    limit: 1,
  })
  const { granted_by: _by, reason: _reason, ...coupon } = coupons[0]!
  return { cart_id: asked.cart_id, coupon }
}
