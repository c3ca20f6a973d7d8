import { z } from "zod"
import { ruleSetting } from "../../core/canvas/rule-setting"

export const conditionsSettings = z.strictObject({ rule: ruleSetting })
export type ConditionsSettings = z.infer<typeof conditionsSettings>
