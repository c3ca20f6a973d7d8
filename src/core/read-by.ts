import { z } from "zod"
import { type Issue, inputAt, isMissing, tellingIssues } from "./best-branch"
import { BE, WHOLE, wordsOf } from "./misfit-words"
import type { Problem, Values } from "./problem"

/** What a schema found at one place: as a sentence, and as a word (`fit`) with its limit for other languages. */
export type Misfit = Values & { message: string }

/**
 * Reads what was given by its schema. What does not fit becomes problems below `path`, one a place, which `refuse` makes
 * with a code of the caller's. `whole` is how the whole is called where it has no path.
 */
export function readBy<T>(
  schema: z.ZodType<T>,
  given: unknown,
  path: string,
  refuse: (path: string, misfit: Misfit) => Problem,
  whole = "The body",
): { data: T; problems: [] } | { data?: undefined; problems: Problem[] } {
  const read = schema.safeParse(given, { error: wordsOf })
  if (read.success) return { data: read.data, problems: [] }
  const found = read.error.issues.flatMap((issue) =>
    tellingIssues({ ...issue, input: inputAt(given, issue.path) } as Issue),
  )
  return {
    problems: oneAPlace(found).map((issue) =>
      refuse([path, ...issue.path.map(String)].filter(Boolean).join("."), {
        message: sentenceOf(issue, path || whole),
        ...fitOf(issue),
      }),
    ),
  }
}

/** The first that a place says, but its limit rather than that of all numbers. */
function oneAPlace(issues: Issue[]): Issue[] {
  const places = new Map<string, Issue>()
  for (const issue of issues) {
    const at = issue.path.join(".")
    const before = places.get(at)
    if (!before || isOfAllNumbers(before)) places.set(at, issue)
  }
  return [...places.values()]
}

const isOfAllNumbers = (issue: Issue): boolean =>
  (issue.code === "too_big" && issue.maximum === Number.MAX_SAFE_INTEGER) ||
  (issue.code === "too_small" && issue.minimum === Number.MIN_SAFE_INTEGER)

function sentenceOf(issue: Issue, whole: string): string {
  const words = isMissing(issue) ? neededWords(issue) : issue.message
  // A schema may speak in whole sentences; those stand for themselves.
  return words.endsWith(".") ? words : `${issue.path.join(".") || whole} ${words}.`
}

const neededWords = ({ message }: Issue): string =>
  message.startsWith(`${BE}one of `) ? `is needed: ${message.slice(BE.length)}` : "is needed"

/** Which of the few ways not to fit it is. None for what only the schema's own sentence says. */
export function fitOf(issue: Issue): Values {
  if (isMissing(issue)) return { fit: "needed" }
  switch (issue.code) {
    case "too_small":
      return limitOf(issue.origin, Number(issue.minimum), issue.inclusive ? BELOW : NOT_ABOVE)
    case "too_big":
      return limitOf(issue.origin, Number(issue.maximum), issue.inclusive ? ABOVE : NOT_BELOW)
    case "invalid_type":
      if (issue.expected === "int" || issue.message === WHOLE) return { fit: "whole" }
      return { fit: issue.expected === "number" ? "number" : "wrong" }
    case "not_multiple_of":
      return { fit: issue.divisor === 1 ? "whole" : "wrong" }
    case "invalid_value":
      return { fit: "option" }
    case "invalid_union":
      return { fit: issue.discriminator ? "option" : "wrong" }
    case "unrecognized_keys":
      return { fit: "unknown" }
    case "custom":
      return typeof issue.params?.like === "string" ? { fit: "like", like: issue.params.like } : {}
    default:
      return { fit: "wrong" }
  }
}

type Limits = { number: string; string: string; array: string }
const BELOW: Limits = { number: "least", string: "longer", array: "more" }
const NOT_ABOVE: Limits = { ...BELOW, number: "above" }
const ABOVE: Limits = { number: "most", string: "shorter", array: "fewer" }
const NOT_BELOW: Limits = { ...ABOVE, number: "below" }

function limitOf(origin: string, limit: number, limits: Limits): Values {
  const of = origin === "string" ? "string" : origin === "array" || origin === "set" ? "array" : "number"
  // One letter at least, one thing at least: it is simply missing.
  if (of !== "number" && limits === BELOW && limit === 1) return { fit: "needed" }
  return { fit: limits[of], limit }
}

/** Text of a shape that an example tells better than words. */
export const textLike = (shape: RegExp, like: string) =>
  z.string().refine((text) => shape.test(text), { message: `must look like "${like}"`, params: { like } })
