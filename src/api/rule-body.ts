import { z } from "zod"

/** The rule itself is checked by the verbs, which answer every problem with its path. */
const rule = z.unknown()

export const ruleBody = z.object({ rule })
export const checkBody = z.object({
  rule,
  in_canvas: z.boolean().optional(),
  segment_id: z.string().min(1).max(200).optional(),
})
export const explainBody = z.object({
  rule,
  customer_id: z.string().min(1).max(200),
  segment_id: z.string().min(1).max(200).optional(),
})
export const describeBody = z.object({
  rule,
  language: z.enum(["en", "zhCN"]).optional(),
  /** What cards of the plan that is being drawn are called there, by id. */
  cards: z.record(z.string(), z.string().max(500)).optional(),
})

export const templateBody = z.strictObject({
  values: z.record(z.string(), z.unknown()).optional(),
  language: z.enum(["en", "zhCN"]).optional(),
})

const customers = z.array(z.string().max(200)).max(10_000)
export const segmentBody = z.strictObject({
  name: z.string().optional(),
  type: z.enum(["dynamic", "static", "imported"]).optional(),
  rule: z.unknown().optional(),
  definition: z.unknown().optional(),
  sample: z.unknown().optional(),
  customer_ids: customers.optional(),
})
export const duplicateBody = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  frozen: z.boolean().optional(),
})
export const membersBody = z.strictObject({ add: customers.optional(), remove: customers.optional() })
