import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { z } from "zod"
import { SHOP_THINGS } from "../../../../core/rules/sources"
import { wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"

const ids = z
  .union([z.string(), z.array(z.string()).max(200)])
  .default([])
  .transform((given) => [given].flat())

const query = z.object({
  ...{ segment: ids, plan: ids, coupon_template: ids, message_template: ids },
  ...Object.fromEntries(SHOP_THINGS.map((thing) => [thing, ids])),
})

/** Names for ids, also of what is deleted: `?segment[]=mkseg_...&coupon_template[]=mkcoup_...`. An id nobody ever had is left out. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const asked = readBody(query, req.query)
  const wanted = Object.entries(asked).flatMap(([thing, list]) => list.map((id) => ({ thing, id })))
  res.json(wholeList("names", await marketingOf(req).verbs.nameThings(wanted)))
})
