import type { FindField } from "./field"
import type { Rule } from "./schema"
import { conditionsIn, reachedRules } from "./segments"

/**
 * A part of what is known of people that a plan can change by itself, as one text: `coupons`, `points`, `scores`, a field's id, `list:…`
 * (a segment whose members are kept), `plan:…` (what became of people in a plan) and `plans` (in any).
 */
export type Part = string

/** Asked by a field of a guest's, which may be made from any of them. */
export const ANY_PART: Part = "any"

/** Families of fields that no plan changes by itself. */
const OUT_OF_REACH = ["purchase", "orders", "cart", "behaviour", "relation", "credit", "consent"]

type Surroundings = { field: FindField; segments: ReadonlyMap<string, { rule: Rule | null }> }

/** Which of these parts rules and fields ask about, through whatever segments they reach. */
export function partsAsked(
  { rules, fields }: { rules: Rule[]; fields: string[] },
  { field, segments }: Surroundings,
): Set<Part> {
  const asked = rules
    .flatMap((rule) => reachedRules(rule, segments))
    .flatMap((rule) => conditionsIn(rule))
    .flatMap(({ condition }): Part[] => {
      if ("fact" in condition) return partOfField(condition.fact, field)
      if ("holds" in condition) return ["coupons"]
      if ("outcome" in condition) return [condition.plan === undefined ? "plans" : `plan:${condition.plan}`]
      if ("did" in condition || segments.get(condition.in_segment)?.rule) return []
      return [`list:${condition.in_segment}`]
    })
  return new Set([...asked, ...fields.flatMap((id) => partOfField(id, field))])
}

function partOfField(id: string, field: FindField): Part[] {
  const { family = "", read_from } = field(id) ?? {}
  if (family === "coupons" || family === "points") return [family]
  if (family === "lifecycle") return ["scores"]
  if (family === "profile" || family === "attributes") return [id]
  if (OUT_OF_REACH.includes(family) || read_from === "facts") return []
  return [read_from ?? ANY_PART]
}
