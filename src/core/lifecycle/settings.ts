import { z } from "zod"

/** An event that counts for the lead score though nobody records it: something lies in an open cart. */
export const OPEN_CART = "cart_open"

const days = z.int().min(1).max(3650)
const score = z.int().min(1).max(100)

/** What a merchant sets about lifecycle stages, lead scores, intent and RFM. Days are days of the store's calendar. */
export const lifecycleSchema = z.strictObject({
  stages: z.strictObject({
    /** New: the first purchase is less than so many days ago. */
    new_days: days,
    /** At risk: the last purchase is so many days ago, or more. */
    at_risk_days: days,
    /** Lapsed: the last purchase is so many days ago, or more. */
    lapsed_days: days,
  }),
  lead_score: z.strictObject({
    /** What somebody does counts in full on its day and evenly less each day, until nothing after so many days. */
    window_days: z.int().min(1).max(90),
    /** Points of each event by its name; each counts once a day. */
    points: z.record(z.string().trim().min(1).max(100), score),
  }),
  /** The lead score from which intent is high, and from which it is mid. */
  intent: z.strictObject({ high: score, mid: score }),
  /** The currency whose purchases make the monetary score; null: the store's default currency. */
  rfm: z.strictObject({
    currency: z
      .string()
      .regex(/^[a-z]{3}$/)
      .nullable(),
  }),
})

export type LifecycleSettings = z.infer<typeof lifecycleSchema>

/** Some of the parts, each of them whole. */
export const lifecycleChangeSchema = lifecycleSchema.partial()
export type LifecycleChange = z.infer<typeof lifecycleChangeSchema>

export const LIFECYCLE_DEFAULTS: LifecycleSettings = {
  stages: { new_days: 30, at_risk_days: 60, lapsed_days: 180 },
  lead_score: {
    window_days: 30,
    points: { product_viewed: 5, searched: 5, cart_updated: 15, checkout_started: 30, [OPEN_CART]: 20 },
  },
  intent: { high: 50, mid: 20 },
  rfm: { currency: null },
}
