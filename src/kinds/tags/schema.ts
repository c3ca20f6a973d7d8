import { z } from "zod"

/** As many tags as one would ever read in a list. */
const tags = z
  .array(z.string().trim().min(1, "must not be empty").max(100))
  .max(50, "holds at most 50 tags")
  .default([])

export const tagsSettings = z.strictObject({
  add: tags,
  remove: tags,
  /** overwrite: who gets a tag loses their other tags of its group; of no group, their other tags of no group. */
  mode: z.enum(["keep", "overwrite"]).default("keep"),
})
export type TagsSettings = z.infer<typeof tagsSettings>
