import type { z } from "zod"
import type { Problem } from "../problem"
import { readBy } from "../read-by"
import { didSchema, factSchema, holdsSchema, planSchema, segmentSchema } from "./conditions"
import { partsOfGroup } from "./limits"
import { refuse } from "./problems"

/** The key that says what a condition is. Read lazily: schema and shape need each other. */
const conditionSchemas = (): Record<string, z.ZodType> => ({
  fact: factSchema,
  did: didSchema,
  in_segment: segmentSchema,
  plan: planSchema,
  outcome: planSchema,
  holds: holdsSchema,
})

const NO_RULE =
  "This is not a condition or group: a rule is all, any, not, fact, did, in_segment, plan, outcome or holds."

/** Is this, in every part, a rule? Sizes were checked before. */
export function readShape(given: unknown, path = ""): Problem[] {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return [refuse("rule/shape", path, { message: NO_RULE })]
  const parts = partsOfGroup(given, path)
  if (parts) {
    if (Object.keys(given).length > 1)
      return [refuse("rule/shape", path, { message: "A group has one key only: all, any or not." })]
    return parts.flatMap((part) => readShape(part.node, part.path))
  }
  const schemas = conditionSchemas()
  const key = Object.keys(schemas).find((name) => Object.hasOwn(given, name))
  if (!key) return [refuse("rule/shape", path, { message: NO_RULE })]
  const windows = severalWindows(given, path)
  return windows ?? [...readWith(schemas[key]!, given, path), ...unsafeText(given, path)]
}

/** Each way to say when; `from` and `to` are one. */
const WAYS = [["last"], ["from", "to"], ["this"], ["previous"], ["since"]]

/** No single way of saying when is meant by who says it in two. */
function severalWindows(given: object, path: string): Problem[] | null {
  const { window } = given as { window?: unknown }
  if (typeof window !== "object" || window === null) return null
  const said = WAYS.flatMap((way) => way.find((key) => Object.hasOwn(window, key)) ?? [])
  const at = path === "" ? "window" : `${path}.window`
  return said.length < 2 ? null : [refuse("rule/several-windows", at, { said: said.join(", ") })]
}

function readWith(schema: z.ZodType, given: unknown, path: string): Problem[] {
  return readBy(schema, given, path, (at, misfit) => refuse("rule/shape", at, misfit), "The condition")
    .problems
}

/** Objects and lists in each other, from a condition down to a value in a list of its `where`. */
const DEEPEST_VALUE = 5

/**
 * PostgreSQL text cannot hold NUL or half a surrogate pair, and `__proto__` is no property that an event can have.
 * Goes no deeper than any condition is: whatever a value of unknown shape holds, it is not walked to its end.
 */
function unsafeText(value: unknown, path: string, left = DEEPEST_VALUE): Problem[] {
  const unsafe = (text: string) =>
    text.includes("\u0000") || /\p{Surrogate}/u.test(text) || text === "__proto__"
  if (typeof value === "string")
    return unsafe(value) ? [refuse("rule/type", path, { expected: expectedInsteadOf(value) })] : []
  if (typeof value !== "object" || value === null) return []
  if (left === 0) return [refuse("rule/shape", path, { message: "This value is nested too deep." })]
  return Object.entries(value).flatMap(([key, inner]) =>
    unsafe(key)
      ? [refuse("rule/type", path, { expected: "ordinary property names" })]
      : unsafeText(inner, path === "" ? key : `${path}.${key}`, left - 1),
  )
}

const expectedInsteadOf = (text: string): string =>
  text === "__proto__" ? "another word than __proto__" : "text without control characters"
