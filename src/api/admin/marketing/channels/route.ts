import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { channelEntry, wholeList } from "../../../catalogue"
import { door, marketingOf } from "../../../door"

/** The channels of this store, in the order of the palette. */
export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const channels = [...marketingOf(req).registry.channels.values()]
  res.json(wholeList("channels", channels.map(channelEntry)))
})
