import type { z } from "zod"
import type { Rule } from "../rules/schema"
import type { CanvasNode } from "./schema"

/** Who comes in: the members of a segment, or whoever a rule means. */
export type EntryAudience = { segment_id: string } | { rule: Rule }

type Entry = { settings: z.ZodType; audience?: (settings: never) => EntryAudience | null }

/**
 * Who comes in at a node, as its kind says; null where the settings do not fit yet, and for kinds that say nobody, e.g. a
 * trigger, which lets people in one at a time.
 */
export function audienceOf(
  node: Pick<CanvasNode, "settings">,
  kind: Entry | undefined,
): EntryAudience | null {
  if (!kind?.audience) return null
  const read = kind.settings.safeParse(node.settings)
  return read.success ? kind.audience(read.data as never) : null
}
