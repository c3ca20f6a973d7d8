import { z } from "zod"

export const variant = z.strictObject({
  /** The port; kept when the variant is renamed. */
  id: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "must be 1 to 40 letters, digits, hyphens or underscores"),
  name: z.string().min(1, "is needed").max(100),
  /** Percent of the people. */
  share: z.number().int("must be a whole percent").min(1, "must be at least 1").max(99, "must be at most 99"),
})

export const splitTestSettings = z.strictObject({
  variants: z.array(variant).min(2, "needs at least two variants").max(10, "holds at most ten variants"),
})
export type SplitTestSettings = z.infer<typeof splitTestSettings>
