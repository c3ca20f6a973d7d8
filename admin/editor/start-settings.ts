import type { CatalogueKind, JsonSchema } from "../api/catalogue"
import { MADE, plain, startOf } from "../form/json-schema"

type Settings = Record<string, unknown>

/** How a new card of some kinds begins, where its schema's defaults are not enough to see what it does. */
const BEGINNINGS: Record<string, Settings> = {
  wait: { amount: 1, unit: "days" },
  "split-test": {
    variants: [
      { id: "a", name: "A", share: 50 },
      { id: "b", name: "B", share: 50 },
    ],
  },
  branch: { ways: [{ id: "w1", name: "1" }] },
  "wait-for-event": { at_most: { amount: 3, unit: "days" } },
}

/**
 * What a new card begins with. Whom it is about is never filled in: conditions that nobody chose would mean everybody, and the
 * check could not tell.
 */
export const startSettings = (kind: CatalogueKind): Settings => ({
  ...startOf(kind.settings),
  ...BEGINNINGS[kind.id],
})

/** Settings that the kind takes, only to learn which ways such a card has. */
export function sampleSettings(kind: CatalogueKind): Settings {
  const start = startSettings(kind)
  return { ...(sample(kind.settings) as Settings), ...start, ...filledIn(kind.settings, start) }
}

/** Lists that a new card begins with, each part of them complete. */
function filledIn(schema: JsonSchema, start: Settings): Settings {
  return Object.fromEntries(
    Object.entries(start).flatMap(([key, value]) => {
      const items = schema.properties?.[key]?.items
      if (!Array.isArray(value) || !items?.properties) return []
      return [[key, value.map((one) => ({ ...(sample(items) as Settings), ...(one as Settings) }))]]
    }),
  )
}

function sample(given: JsonSchema): unknown {
  const schema = plain(given)
  if (schema.default !== undefined) return schema.default
  if (schema.form?.control === MADE) return "w1"
  if (schema.form?.control?.startsWith("rule")) return { all: [] }
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case "string":
      return "x"
    case "number":
    case "integer":
      return Math.max(1, schema.minimum ?? 1)
    case "boolean":
      return false
    case "array":
      return schema.minItems && schema.items ? [sample(schema.items)] : []
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key))
          .map(([key, part]) => [key, sample(part)]),
      )
    default:
      return undefined
  }
}
