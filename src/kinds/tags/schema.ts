import { z } from "zod"

/** As many tags as one would ever read in a list. */
const tags = z
  .array(z.string().trim().min(1, "must not be empty").max(100))
  .max(50, "holds at most 50 tags")
  .default([])

export const tagsSettings = z.strictObject({ add: tags, remove: tags })
export type TagsSettings = z.infer<typeof tagsSettings>
