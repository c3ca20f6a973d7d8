import { z } from "zod"

/** What is turned on or changed: without `group_id` a customer group is made. */
export const syncBody = z.union(
  [
    z.strictObject({ group: z.strictObject({ group_id: z.string().min(1).max(200).optional() }) }),
    z.strictObject({
      webhook: z.strictObject({
        url: z.string().trim().min(1).max(2_000).optional(),
        with_email: z.boolean().optional(),
        on: z.boolean().optional(),
        new_secret: z.boolean().optional(),
      }),
    }),
  ],
  {
    error:
      'Send either { "group": { "group_id" } } or { "webhook": { "url", "with_email", "on", "new_secret" } }.',
  },
)

/** What is turned off; of a customer group what becomes of the people whom we put there. */
export const syncEnd = z.union(
  [
    z.strictObject({ part: z.literal("group"), people: z.enum(["leave", "remove"]) }),
    z.strictObject({ part: z.literal("webhook") }),
  ],
  { error: "Say part=webhook, or part=group with people=leave or people=remove." },
)

export const syncRun = z.strictObject({ part: z.enum(["group", "webhook"]) })
