import { z } from "zod"

const tag = z
  .string()
  .trim()
  .min(1)
  .max(100)
  // Files name several tags in one cell with these between them.
  .refine((text) => !/[,;|\n]/.test(text), {
    message: "A tag has no comma, semicolon or bar in it.",
    params: { like: "vip" },
  })
/** As many as one would ever read in a list. */
const tags = z.array(tag).max(50)

/** What staff changes of a customer's tags. */
export const tagChange = z.strictObject({
  add: tags.default([]),
  remove: z.array(z.string().max(1_000)).max(1_000).default([]),
})

/** Tags that belong together; `single`: somebody has one of them at most. */
export const tagGroupDraft = z.strictObject({
  name: z.string().trim().min(1).max(100),
  single: z.boolean().default(false),
  tags: z.array(tag).min(1).max(200),
})
export type TagGroupDraft = z.infer<typeof tagGroupDraft>
