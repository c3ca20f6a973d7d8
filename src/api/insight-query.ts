import { z } from "zod"

/** `compare`: id of a segment; without it, all customers. `fresh`: reckoned anew, however long that takes. */
export const insightQuery = z.object({
  compare: z.string().min(1).max(200).optional(),
  fresh: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
})
/** `month`: as in 2026-03; without it, this month. */
export const stageMovesQuery = z.object({ month: z.string().max(20).optional() })
