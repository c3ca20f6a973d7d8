import { z } from "zod"
import { isDay } from "../time/zone"
import { attributeValues } from "./attribute"
import { MOST_RELATIONS, RELATIONS } from "./relation"

/** Before and after these days no member joined and no membership ends: a slip of the keyboard. */
export const FIRST_DAY = "1800-01-01"
export const LAST_DAY = "2200-12-31"

/** As many as a JavaScript number counts exactly would do; nobody reads more than this. */
export const MOST_GROWTH = 1_000_000_000_000

export const GENDERS = ["female", "male", "other"] as const

const text = z.string().trim().min(1).max(200).nullable()
const day = z
  .string()
  .refine((given) => isDay(given) && given >= FIRST_DAY && given <= LAST_DAY, {
    message: "A day is written like 2026-12-31.",
    params: { like: "2026-12-31" },
  })
  .nullable()
const language = z
  .string()
  .trim()
  .refine((given) => /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(given), {
    message: "A language is a tag such as en or zh-CN.",
    params: { like: "zh-CN" },
  })
  .max(35)
  .nullable()

const relations = z
  .array(
    z.strictObject({ relation: z.enum(RELATIONS), name: text.default(null), birthday: day.default(null) }),
  )
  .max(MOST_RELATIONS)

/**
 * What a shopper may say of themselves. Null forgets, absent leaves as it is. Of the store's own attributes those that staff
 * opened to shoppers.
 */
export const ownProfileChange = z
  .strictObject({
    gender: z.enum(GENDERS).nullable(),
    birthday: day,
    language,
    /** All of them: who is not named is no longer one. */
    relations,
    /** Those that are not named stay. */
    attributes: attributeValues,
  })
  .partial()

/** What a storefront may say of the customer who is signed in: who brought them, too, while nobody knows it. */
export const ownTraits = ownProfileChange.extend({ referrer: text.optional() })

export type OwnProfileChange = z.infer<typeof ownProfileChange>
export type OwnTraits = z.infer<typeof ownTraits>

/** What staff may say of a customer beside what the store's own customer record holds. */
export const profileChange = z
  .strictObject({
    ...ownProfileChange.shape,
    source: text,
    tier: text,
    growth_value: z.int().min(0).max(MOST_GROWTH).nullable(),
    /** Id of a stock location. */
    home_store: text,
    member_since: day,
    /** The last day of a paid membership. */
    membership_expires_at: day,
    rep: text,
    referrer: text,
  })
  .partial()

export type ProfileChange = z.infer<typeof profileChange>
