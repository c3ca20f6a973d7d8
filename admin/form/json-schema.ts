import type { JsonSchema } from "../api/catalogue"

/** The schema without "or null": what the field holds when it holds something. */
export function plain(schema: JsonSchema): JsonSchema {
  const ways = schema.anyOf ?? schema.oneOf
  const real = ways?.filter((way) => way.type !== "null")
  if (real?.length === 1) return { ...schema, ...plain(real[0]!), anyOf: undefined, oneOf: undefined }
  if (Array.isArray(schema.type)) return { ...schema, type: schema.type.find((t) => t !== "null") }
  return schema
}

export type Control =
  | "text"
  | "long"
  | "number"
  | "whole"
  | "boolean"
  | "choice"
  | "words"
  | "several"
  | "list"
  | "nested"
  | "other"

/** Which control fits; texts longer than a line get room. */
export function controlFor(given: JsonSchema): Control {
  const schema = plain(given)
  if (schema.form?.control === "text") return "text"
  if (schema.enum) return "choice"
  switch (schema.type) {
    case "string":
      return (schema.maxLength ?? 0) > 500 ? "long" : "text"
    case "number":
      return "number"
    case "integer":
      return "whole"
    case "boolean":
      return "boolean"
    case "array":
      if (schema.items?.enum) return "several"
      if (schema.items?.properties) return "list"
      return schema.items?.type === "string" ? "words" : "other"
    case "object":
      return schema.properties ? "nested" : "other"
    default:
      return "other"
  }
}

/** A property that nobody fills in: the form makes it, different from those of its neighbours. */
export const MADE = "made"

/** Values to begin with: the schema's defaults, and nothing else. */
export function startOf(schema: JsonSchema): Record<string, unknown> {
  const start: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    if (part.default !== undefined) start[key] = part.default
  return start
}

/** Leaves out what is empty: schemas refuse "" and null where a value may be missing. */
export function filled(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== ""),
  )
}
