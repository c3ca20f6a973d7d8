import { z } from "zod"
import { lengthOf, waitSettings } from "../wait/schema"

/** `event` and `where` as in a rule: { did, where }. */
export const waitForEventSettings = z.strictObject({
  event: z.string().min(1, "is needed").max(100),
  where: z.record(z.string(), z.unknown()).optional(),
  /** The longest anybody waits for it. */
  at_most: waitSettings,
})
export type WaitForEventSettings = z.infer<typeof waitForEventSettings>

export const timeoutOf = (settings: WaitForEventSettings): number => lengthOf(settings.at_most)
