import { z } from "zod"

const content = z.record(z.string(), z.unknown())
const id = z.string().min(1).max(200)

export const templateBody = z.strictObject({
  channel: id.optional(),
  name: z.string().optional(),
  content: content.optional(),
})
export const previewBody = z.strictObject({ channel: id, content, customer_id: id.optional() })
/** Of a saved template: its content may be given anew, to see an edit before it is saved. */
export const templatePreviewBody = z.strictObject({
  content: content.optional(),
  customer_id: id.optional(),
})
const to = z.string().max(254)
/** Of a saved template. */
export const testSendBody = z.strictObject({
  to: to.optional(),
  customer_id: id.optional(),
  content: content.optional(),
})
/** Of a content that is not saved, to several. */
export const testSendsBody = z.strictObject({
  channel: id,
  content,
  to: z.array(to).max(50).optional(),
  customer_id: id.optional(),
})
export const consentBody = z.strictObject({
  customer_id: id,
  channel: id,
  topic: z.string().trim().min(1).max(60).optional(),
  state: z.enum(["yes", "no", "pending"]),
  proof: z.record(z.string(), z.unknown()).optional(),
})
export const resolveBody = z.strictObject({ as: z.enum(["sent", "failed", "again"]) })

/** A filter given once in the query, or nothing. */
export const textOf = (query: Record<string, unknown>, name: string): string | undefined => {
  const value = query[name]
  return typeof value === "string" && value ? value : undefined
}
