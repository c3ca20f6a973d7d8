import type { Condition } from "./conditions"
import { partsOfGroup } from "./limits"
import type { Rule } from "./schema"

/** Every condition of a rule with its path. */
export function conditionsIn(rule: Rule, path = ""): { condition: Condition; path: string }[] {
  const parts = partsOfGroup(rule, path)
  if (!parts) return [{ condition: rule as Condition, path }]
  return parts.flatMap((part) => conditionsIn(part.node as Rule, part.path))
}

/** The fields that a rule asks about by itself. */
export const factsIn = (rule: Rule): string[] =>
  conditionsIn(rule).flatMap(({ condition }) => ("fact" in condition ? [condition.fact] : []))

/** The segments that a rule asks about by itself. */
export const segmentsIn = (rule: Rule): string[] => [
  ...new Set(
    conditionsIn(rule).flatMap(({ condition }) => ("in_segment" in condition ? [condition.in_segment] : [])),
  ),
]

type Known = ReadonlyMap<string, { rule: Rule | null }>

/** A rule, and those of the segments that it reaches, each once. */
export function reachedRules(rule: Rule, segments: Known, seen = new Set<string>()): Rule[] {
  const inside = segmentsIn(rule).flatMap((id) => {
    const inner = segments.get(id)?.rule
    if (!inner || seen.has(id)) return []
    seen.add(id)
    return reachedRules(inner, segments, seen)
  })
  return [rule, ...inside]
}

/** The circle that saving `rule` as segment `id` would close: its ids, first and last the same; or null. */
export function findCycle(id: string, rule: Rule, segments: Known): string[] | null {
  const seen = new Set<string>()
  const walk = (from: string, trail: string[]): string[] | null => {
    if (from === id) return [...trail, from]
    if (seen.has(from)) return null
    seen.add(from)
    const next = segments.get(from)?.rule
    return next ? firstOf(segmentsIn(next), (to) => walk(to, [...trail, from])) : null
  }
  return firstOf(segmentsIn(rule), (to) => walk(to, [id]))
}

function firstOf<T, R>(list: T[], find: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = find(one)
    if (found) return found
  }
  return null
}

/** Conditions with the rules of segments written out in their place. There must be no circle. */
export function expandedSize(rule: Rule, segments: Known, sizes = new Map<string, number>()): number {
  let size = 0
  for (const { condition } of conditionsIn(rule)) {
    const id = "in_segment" in condition ? condition.in_segment : null
    const inner = id === null ? null : segments.get(id)?.rule
    if (id !== null && inner && !sizes.has(id)) sizes.set(id, expandedSize(inner, segments, sizes))
    size += (id !== null && inner ? sizes.get(id) : undefined) ?? 1
  }
  return size
}
