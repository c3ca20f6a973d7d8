import type { z } from "zod"

/** A union's own word, where none of its branches said anything better yet. */
export const NONE_FITS = "does not fit"
export const WHOLE = "must be a whole number"
export const BE = "must be "

/** How a person calls what a schema expects. */
const KINDS: Record<string, string> = {
  string: "text",
  number: "a number",
  nan: "a number",
  int: "a whole number",
  bigint: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  date: "a moment",
}

const FORMS: Record<string, string> = {
  email: "must be an e-mail address",
  url: "must be an address such as https://shop.example",
  datetime: 'must be a moment such as "2026-03-02T09:00:00Z"',
  date: 'must be a day such as "2026-12-01"',
  time: 'must be a time such as "10:00"',
}

/** What one place of a schema says where it has no words of its own: a sentence without its subject and full stop. */
export function wordsOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return isWhole(issue) ? WHOLE : `${BE}${KINDS[issue.expected] ?? issue.expected}`
    case "invalid_value":
      return choiceOf(issue.values)
    case "invalid_union":
      return issue.discriminator ? choiceOf(choicesOf(issue, issue.discriminator)) : NONE_FITS
    case "too_small":
      return tooSmall(issue)
    case "too_big":
      return tooBig(issue)
    case "not_multiple_of":
      return issue.divisor === 1 ? WHOLE : `must be a multiple of ${issue.divisor}`
    case "invalid_format":
      return FORMS[issue.format] ?? "does not have the right form"
    case "unrecognized_keys":
      return `has unknown parts: ${issue.keys.join(", ")}`
    case "invalid_key":
      return ofName(issue.issues[0]?.message ?? NONE_FITS)
    default:
      return NONE_FITS
  }
}

export const choiceOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `${BE}${JSON.stringify(values[0])}` : `${BE}one of ${values.map(String).join(", ")}`

/** "a, b or c" */
export const anyOf = (parts: string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`

/** A whole sentence stands for itself. */
const ofName = (words: string): string => (words.endsWith(".") ? words : `has a part whose name ${words}`)

type Inside = { bag?: { format?: string }; propValues?: Record<string, Set<unknown>> }
const inside = ({ inst }: z.core.$ZodRawIssue): Inside => (inst as { _zod?: Inside } | undefined)?._zod ?? {}

const isWhole = (issue: z.core.$ZodRawIssue & { code: "invalid_type" }): boolean =>
  issue.expected === "int" || (issue.expected === "number" && /int/.test(inside(issue).bag?.format ?? ""))

const choicesOf = (issue: z.core.$ZodRawIssue, discriminator: string): unknown[] => [
  ...(inside(issue).propValues?.[discriminator] ?? []),
]

type Small = z.core.$ZodRawIssue & { code: "too_small" }
type Big = z.core.$ZodRawIssue & { code: "too_big" }

function tooSmall({ origin, minimum, inclusive }: Small): string {
  const sized = SIZES[origin]
  if (!sized) return `must be ${inclusive ? "at least" : "more than"} ${minimum}`
  return Number(minimum) === 1 ? "must not be empty" : `must have at least ${minimum} ${sized}`
}

function tooBig({ origin, maximum, inclusive }: Big): string {
  const sized = SIZES[origin]
  return sized
    ? `must have at most ${maximum} ${sized}`
    : `must be ${inclusive ? "at most" : "less than"} ${maximum}`
}

const SIZES: Record<string, string> = { string: "characters", array: "entries", set: "entries" }
