import { z } from "zod"
import type { Problem, Values } from "./problem"

type Issue = z.core.$ZodIssue & { input?: unknown }
/** What a schema found at one place: as a sentence, and as a word (`fit`) with its limit for other languages. */
export type Misfit = Values & { message: string }

/**
 * Reads what was given by its schema. What does not fit becomes problems below `path`, which `refuse` makes with a code of
 * the caller's.
 */
export function readBy<T>(
  schema: z.ZodType<T>,
  given: unknown,
  path: string,
  refuse: (path: string, misfit: Misfit) => Problem,
): { data: T; problems: [] } | { data?: undefined; problems: Problem[] } {
  const read = schema.safeParse(given)
  if (read.success) return { data: read.data, problems: [] }
  return {
    problems: read.error.issues.map((found) => {
      const issue = { ...found, input: inputAt(given, found.path) } as Issue
      return refuse([path, ...issue.path.map(String)].filter(Boolean).join("."), {
        message: sentenceOf(issue),
        ...fitOf(issue),
      })
    }),
  }
}

/** Looked up here: the schema's own report of it writes all of it out as text, and falls over what is nested without end. */
const inputAt = (given: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    given,
  )

function sentenceOf(issue: Issue): string {
  const words = inWords(issue)
  // A schema may speak in whole sentences; those stand for themselves.
  return words.endsWith(".") ? words : `${issue.path.join(".")} ${words}.`.trimStart()
}

function inWords(issue: Issue): string {
  if (isMissing(issue)) return "is needed"
  if (issue.code === "unrecognized_keys") return `has unknown parts: ${issue.keys.join(", ")}`
  if (
    issue.code === "custom" ||
    issue.code === "invalid_format" ||
    /^(is|must|holds|has|needs)\b|\.$/.test(issue.message)
  )
    return issue.message
  return `is not right (${issue.message.replace(/^Invalid input: /, "")})`
}

const isMissing = (issue: Issue): boolean =>
  ["invalid_type", "invalid_value", "invalid_union"].includes(issue.code) &&
  (issue.input === undefined || issue.input === null)

/** Which of the few ways not to fit it is. None for what only the schema's own sentence says. */
export function fitOf(issue: Issue): Values {
  if (isMissing(issue)) return { fit: "needed" }
  switch (issue.code) {
    case "too_small":
      return limitOf(issue.origin, Number(issue.minimum), issue.inclusive ? BELOW : NOT_ABOVE)
    case "too_big":
      return limitOf(issue.origin, Number(issue.maximum), issue.inclusive ? ABOVE : NOT_BELOW)
    case "invalid_type":
      return { fit: issue.expected === "int" ? "whole" : issue.expected === "number" ? "number" : "wrong" }
    case "not_multiple_of":
      return { fit: issue.divisor === 1 ? "whole" : "wrong" }
    case "invalid_value":
      return { fit: "option" }
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
