import { z } from "zod"
import { ruleSetting } from "../../core/canvas/rule-setting"

export const filterSettings = z.strictObject({ rule: ruleSetting })
export type FilterSettings = z.infer<typeof filterSettings>
