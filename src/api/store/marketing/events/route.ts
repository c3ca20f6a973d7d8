import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { Refused } from "../../../../core/problem"
import { whyUnusable } from "../../../../core/why-unusable"
import { callSchema } from "../../../../ingest/storefront-call"
import { actorOf, door, marketingOf } from "../../../door"
import { readBody } from "../../../read-body"
import { readSmallBody } from "../../../read-small-body"

const LARGEST_KB = 64

/**
 * What shoppers do, as the storefront tells it: `{ visitor_id?, events: [{ type: "track" | "page" | "identify" | "alias", ... }] }`.
 * 202 `{ accepted, duplicates, rejected: [{ index, code, path, message }] }`; 429 with Retry-After to who comes too often.
 */
export const POST = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const { verbs } = marketingOf(req)
  verbs.keepFloodsOut("ip", req.ip ?? "")
  const said = await readSmallBody(req, LARGEST_KB)
  // What every door refuses, of the envelope; each event is looked at by itself.
  const unusable = whyUnusable(typeof said === "object" ? { ...said, events: null } : said, "body")
  if (unusable) throw new Refused([unusable])
  const { visitor_id = null, events } = readBody(callSchema, said)
  const customer_id = actorOf(req) || null
  verbs.keepFloodsOut("visitor", visitor_id ?? customer_id ?? "")
  res.status(202).json(await verbs.hearStorefront({ customer_id, visitor_id, events }))
})
