import type { Problem } from "../../src/core/problem"
import type { JsonSchema } from "../api/catalogue"
import { plain } from "./json-schema"

export const problemAt = (path: string, code: string, message: string): Problem => ({ code, path, message })

// The words are those of the server's schemas, so that one place turns both into a merchant's.
const refuse = (path: string, message: string): Problem => problemAt(path, "form/value", message)
export const needed = (path: string): Problem => refuse(path, "is needed")

/** What a form's schema refuses, field by field, before anything is sent; the server judges again. */
export function checkValues(schema: JsonSchema, values: Record<string, unknown>, path: string): Problem[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    const at = `${path}.${key}`
    const value = values[key]
    const empty = value === undefined || (typeof value === "string" && value.trim() === "")
    if (empty) return schema.required?.includes(key) && part.default === undefined ? [needed(at)] : []
    return checkValue(plain(part), value, at)
  })
}

function checkValue(schema: JsonSchema, value: unknown, at: string): Problem[] {
  if (typeof value === "number") return checkNumber(schema, value, at)
  if (typeof value === "string")
    return value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)
      ? [refuse(at, `Too big: expected string to have <=${schema.maxLength} characters`)]
      : []
  if (Array.isArray(value))
    return value.length < (schema.minItems ?? 0)
      ? [refuse(at, `Too small: expected array to have >=${schema.minItems} items`)]
      : []
  if (schema.properties) return checkValues(schema, (value ?? {}) as Record<string, unknown>, at)
  return []
}

function checkNumber(schema: JsonSchema, value: number, at: string): Problem[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema
  const must = (sign: string, limit: number) => [refuse(at, `expected number to be ${sign}${limit}`)]
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return must(">", exclusiveMinimum)
  if (minimum !== undefined && value < minimum) return must(">=", minimum)
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return must("<", exclusiveMaximum)
  if (maximum !== undefined && value > maximum) return must("<=", maximum)
  if (schema.type === "integer" && !Number.isInteger(value)) return [refuse(at, "expected int")]
  return []
}
