import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { door, marketingOf } from "../../../door"

export const GET = door(async (req: MedusaRequest, res: MedusaResponse) => {
  const topics = await marketingOf(req).verbs.listTopics()
  res.json({ topics, count: topics.length, offset: 0, limit: topics.length })
})
