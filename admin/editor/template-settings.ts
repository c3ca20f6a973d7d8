import { NUMBER_BOUNDS, type OwnParameter, TEXT_BOUNDS } from "../../src/core/canvas/own-template"
import type { CanvasNode } from "../../src/core/canvas/schema"
import type { CatalogueKind, JsonSchema } from "../api/catalogue"
import { plain } from "../form/json-schema"

/** A setting of a card that a template can ask for. `path` leads to it, and `names` says what its parts are called. */
export type Askable = Omit<OwnParameter, "label"> & {
  value: string | number
  parts: [string, JsonSchema | undefined][]
}

const PICKED: Record<string, OwnParameter["type"]> = {
  segment: "segment",
  "coupon-template": "coupon_template",
}
/** What a person writes, of messages of every channel. */
const WRITTEN = new Set(["subject", "title", "text", "body"])

/** Waits, amounts, segments, coupons and what a message says: as far as the card says something there. */
export function askablesOf(node: CanvasNode, kind: CatalogueKind): Askable[] {
  const found: Askable[] = []
  const look = (
    values: Record<string, unknown>,
    schema: JsonSchema | undefined,
    before: Askable["parts"],
  ): void => {
    for (const [name, value] of Object.entries(values)) {
      const part = schema?.properties?.[name]
      const parts: Askable["parts"] = [...before, [name, part]]
      const type = typeOf(node.kind, name, value, part, values)
      if (type) {
        const path = parts.map(([one]) => one).join(".")
        found.push({ node: node.id, path, type, value: value as string | number, parts })
      } else if (isPlainObject(value) && parts.length < 3 && name !== "rule") look(value, part, parts)
    }
  }
  look(node.settings, kind.settings, [])
  return found
}

function typeOf(
  kind: string,
  name: string,
  value: unknown,
  given: JsonSchema | undefined,
  beside: Record<string, unknown>,
): OwnParameter["type"] | null {
  const schema = given && plain(given)
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || value < NUMBER_BOUNDS.min || value > NUMBER_BOUNDS.max) return null
    return name === "amount" && (beside.unit === "days" || beside.unit === "hours") ? beside.unit : "count"
  }
  if (typeof value !== "string" || value === "") return null
  const picked = PICKED[schema?.form?.control ?? ""]
  if (picked) return picked
  if (kind === "segment" && name === "segment_id") return "segment"
  if (kind === "benefit:coupon" && name === "template_id") return "coupon_template"
  const fits = value.trim().length >= TEXT_BOUNDS.min && value.length <= TEXT_BOUNDS.max
  return fits && WRITTEN.has(name) && !schema?.enum ? "text" : null
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
