import { Refused } from "../../../core/problem"
import type { KnownSegment } from "../../../core/rules/compile-context"
import { MAX_EXPANDED } from "../../../core/rules/limits"
import { refuse } from "../../../core/rules/problems"
import type { Rule } from "../../../core/rules/schema"
import { expandedSize, segmentsIn } from "../../../core/rules/segments"
import type { Sql } from "../database"
import { findSegments } from "./store/segments"

export type NamedSegment = KnownSegment & {
  name: string
  /** What it is made by; a sample too, though its members stand for it in other rules. */
  made_by: Rule | null
}

/** Every segment that a rule reaches, by id: its rule when it is dynamic and whole, its members otherwise. */
export async function reachedSegments(sql: Sql, rules: Rule[]): Promise<Map<string, NamedSegment>> {
  const known = new Map<string, NamedSegment>()
  let wanted = rules.flatMap(segmentsIn)
  while (wanted.length > 0) {
    const found = await findSegments(sql, [...new Set(wanted)])
    for (const { id, no, name, type, rule, sample } of found) {
      const made_by = type === "dynamic" ? rule : null
      known.set(id, { no, name, made_by, rule: sample ? null : made_by })
    }
    wanted = found
      .flatMap((segment) => (known.get(segment.id)?.made_by ? segmentsIn(segment.rule!) : []))
      .filter((id) => !known.has(id))
  }
  return known
}

/** Segments may have grown since a rule was saved; a text of unbounded size is never made. */
export function refuseTooLarge(rule: Rule, segments: ReadonlyMap<string, KnownSegment>): void {
  if (expandedSize(rule, segments) > MAX_EXPANDED)
    throw new Refused([refuse("rule/size", "", { most: MAX_EXPANDED })])
}
