import type { Problem } from "../../src/core/problem"
import type { JsonSchema } from "../api/catalogue"
import { plain } from "./json-schema"
import { typedNumber } from "./typed-number"

export const problemAt = (path: string, code: string, message: string): Problem => ({ code, path, message })

// The ways not to fit are those of the server's schemas, so that one place says both in a merchant's words.
const refuse = (path: string, fit: string, limit?: number): Problem => ({
  code: "form/value",
  path,
  message: fit,
  values: limit === undefined ? { fit } : { fit, limit },
})
/** Of such values those that were typed and are no number, by their paths. */
export const unreadNumbers = (values: Record<string, unknown>): Problem[] =>
  Object.entries(values).flatMap(([path, value]) =>
    typeof value === "string" ? [refuse(path, "number")] : [],
  )
export const needed = (path: string): Problem => refuse(path, "needed")

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
  if (typeof value === "string" && (schema.type === "number" || schema.type === "integer")) {
    // Typed, and no number; or saved when the field was one of texts.
    const read = typedNumber(value)
    return read === null
      ? [refuse(at, schema.type === "integer" ? "whole" : "number")]
      : checkNumber(schema, read, at)
  }
  if (typeof value === "string")
    return schema.maxLength !== undefined && value.length > schema.maxLength
      ? [refuse(at, "shorter", schema.maxLength)]
      : []
  if (Array.isArray(value))
    return schema.minItems !== undefined && value.length < schema.minItems
      ? [schema.minItems === 1 ? needed(at) : refuse(at, "more", schema.minItems)]
      : []
  if (schema.properties) return checkValues(schema, (value ?? {}) as Record<string, unknown>, at)
  return []
}

function checkNumber(schema: JsonSchema, value: number, at: string): Problem[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return [refuse(at, "above", exclusiveMinimum)]
  if (minimum !== undefined && value < minimum) return [refuse(at, "least", minimum)]
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return [refuse(at, "below", exclusiveMaximum)]
  if (maximum !== undefined && value > maximum) return [refuse(at, "most", maximum)]
  if (schema.type === "integer" && !Number.isInteger(value)) return [refuse(at, "whole")]
  return []
}
