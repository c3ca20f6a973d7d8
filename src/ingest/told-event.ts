import { z } from "zod"

/** An event as a storefront or another system tells it: by the ids of the store, not by ours. */
export const toldEventSchema = z.object({
  name: z.string().min(1).max(100),
  at: z.coerce.date(),
  customer_id: z.string().max(200).nullish(),
  visitor: z.string().max(200).nullish(),
  product_id: z.string().max(200).nullish(),
  /** Minor units. */
  amount: z.number().int().nullish(),
  currency: z.string().length(3).toLowerCase().nullish(),
  /** Only what our own server knows is trusted. */
  trusted: z.boolean().default(false),
  props: z.record(z.string(), z.unknown()).default({}),
})

export type ToldEvent = z.infer<typeof toldEventSchema>
