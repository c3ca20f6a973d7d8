import { z } from "zod"
import { lengthOf, spanSchema } from "../../core/time/span"
import { inForm } from "../../extension/form"

/** `event` and `where` as in a rule: { did, where }. */
export const waitForEventSettings = z.strictObject({
  event: inForm(z.string().min(1, "is needed").max(100), {
    label: { en: "What they do", zhCN: "发生的行为" },
    control: "event",
  }),
  where: inForm(z.record(z.string(), z.unknown()).optional(), {
    label: { en: "Only with these properties", zhCN: "仅限具有这些属性" },
    control: "event-where",
  }),
  /** The longest anybody waits for it. */
  at_most: inForm(spanSchema, { label: { en: "At most", zhCN: "最多等待" } }),
})
export type WaitForEventSettings = z.infer<typeof waitForEventSettings>

export const timeoutOf = (settings: WaitForEventSettings): number => lengthOf(settings.at_most)
