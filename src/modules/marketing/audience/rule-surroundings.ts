import { Refused } from "../../../core/problem"
import type { KnownSegment } from "../../../core/rules/compile-context"
import { MAX_EXPANDED } from "../../../core/rules/limits"
import { refuse } from "../../../core/rules/problems"
import type { Rule } from "../../../core/rules/schema"
import { expandedSize, segmentsIn } from "../../../core/rules/segments"
import type { Sql } from "../database"
import { findSegments } from "./store/segments"

export type NamedSegment = KnownSegment & { name: string }

/** Every segment that a rule reaches, by id: its rule when it is dynamic, its members otherwise. */
export async function reachedSegments(sql: Sql, rules: Rule[]): Promise<Map<string, NamedSegment>> {
  const known = new Map<string, NamedSegment>()
  let wanted = rules.flatMap(segmentsIn)
  while (wanted.length > 0) {
    const found = await findSegments(sql, [...new Set(wanted)])
    for (const { id, no, name, type, rule } of found)
      known.set(id, { no, name, rule: type === "dynamic" ? rule : null })
    wanted = found
      .flatMap((segment) => (known.get(segment.id)?.rule ? segmentsIn(known.get(segment.id)!.rule!) : []))
      .filter((id) => !known.has(id))
  }
  return known
}

/** Segments may have grown since a rule was saved; a text of unbounded size is never made. */
export function refuseTooLarge(rule: Rule, segments: ReadonlyMap<string, KnownSegment>): void {
  if (expandedSize(rule, segments) > MAX_EXPANDED)
    throw new Refused([refuse("rule/size", "", { most: MAX_EXPANDED })])
}
