import type { Rule } from "../rules/schema"
import type { CanvasNode } from "./schema"

export type EntryAudience = { segment_id: string } | { rule: Rule }

/**
 * Who comes in at an entry node: every entry kind says it by a setting `segment_id` or `rule`.
 * Null where neither is set, e.g. for a trigger, which lets people in one at a time.
 */
export function audienceOf(node: Pick<CanvasNode, "settings">): EntryAudience | null {
  const { segment_id, rule } = node.settings
  if (typeof segment_id === "string" && segment_id) return { segment_id }
  if (typeof rule === "object" && rule !== null) return { rule: rule as Rule }
  return null
}
