import { z } from "zod"
import { problemsOf } from "../problem"
import { isDay } from "../time/zone"
import { ATTRIBUTE_TYPES, type AttributeType, type AttributeValue } from "./attribute-type"

const LONGEST = 1_000
const MOST_CHOICES = 200
const choice = z.string().trim().min(1).max(100)
const name = z.string().trim().min(1).max(100)

/** Lower case, in the letters of any language, as the columns of files become. */
export const attributeKey = z.string().refine((key) => /^[\p{Ll}\p{Lo}\p{M}\p{N}_]{1,100}$/u.test(key), {
  message: "A key has small letters, digits and _ only, e.g. shoe_size.",
  params: { like: "shoe_size" },
})

/** Words that JavaScript keeps for itself: a value under such a key would be lost on its way without a word. */
const RESERVED = ["__proto__", "constructor", "prototype"]
export const isReserved = (key: string): boolean => RESERVED.includes(key)

/** What may be changed of an attribute later; its type may not, rules rely on it. */
export const attributeChange = z.strictObject({
  label: z.strictObject({ en: name.optional(), zhCN: name.optional() }).optional(),
  choices: z.array(choice).min(1).max(MOST_CHOICES).optional(),
  /** Shoppers may say it themselves. */
  by_shopper: z.boolean().optional(),
})
export const newAttribute = attributeChange.extend({
  key: attributeKey,
  type: z.enum(ATTRIBUTE_TYPES),
})

export const attributeValue = z.union([
  z.string().trim().min(1).max(LONGEST),
  z.number(),
  z.boolean(),
  z.array(choice).min(1).max(MOST_CHOICES),
])

/** Values by key. Zod leaves some keys out instead of refusing them: they are looked for before. */
export const attributeValues = z
  .unknown()
  .superRefine((given, context) => {
    for (const key of Object.keys(given ?? {}).filter(isReserved))
      context.addIssue({
        code: "custom",
        path: [key],
        message: `The key ${key} cannot be used; choose another one.`,
        params: { like: "shoe_size" },
      })
  })
  .pipe(z.record(attributeKey, attributeValue.nullable()))

export const refuseAttribute = problemsOf({
  "attribute/unknown": {
    message: "There is no attribute {key}.",
    hint: "Define it in the settings first.",
  },
  "attribute/not-open": {
    message: "Shoppers cannot say {key} themselves.",
    hint: "Staff opens an attribute to shoppers in Settings → Marketing.",
  },
  "attribute/reserved": { message: "The key {key} cannot be used.", hint: "Choose another one." },
  "attribute/taken": { message: "There is an attribute {key} already." },
  "attribute/no-choices": { message: "An attribute with choices needs at least one.", hint: "Name them." },
  "attribute/value": { message: "{key} does not fit: the attribute holds {type}." },
  "attribute/choice": { message: "{key}: {value} is none of the choices." },
})

type Defined = { key: string; type: AttributeType; choices: string[] | null }

/** Why a value cannot be kept in an attribute; null: it can. */
export function whyUnfit({ key, type, choices }: Defined, value: AttributeValue, path: string) {
  const fits: Record<AttributeType, boolean> = {
    text: typeof value === "string",
    number: typeof value === "number",
    boolean: typeof value === "boolean",
    date: typeof value === "string" && isDay(value),
    choice: typeof value === "string",
    choices: Array.isArray(value),
  }
  if (!fits[type]) return refuseAttribute("attribute/value", path, { key, type })
  if (choices === null || (type !== "choice" && type !== "choices")) return null
  const strange = [value].flat().find((one) => !choices.includes(String(one)))
  return strange === undefined
    ? null
    : refuseAttribute("attribute/choice", path, { key, value: String(strange) })
}
